import { getRouteApi, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Home } from '#contracts/api/home.ts';
import { useFormat } from '../shared/format.ts';
import { type Column, DataTable } from '../shared/ui/data-table.tsx';
import { Section } from '../shared/ui/page.tsx';
import { Skeleton } from '../shared/ui/state.tsx';
import { historyMeasures } from './history-measures.ts';
import styles from './home-page.module.css';

const HistoryChart = lazy(() => import('./history-chart.tsx'));
const route = getRouteApi('/layout/');
const noSteps: Home['history']['steps'] = [];

type Step = Home['history']['steps'][number];

/** Messages sent and held back, and the orders that followed, over the chosen period; as a chart or as a table. */
export function HomeHistory({ history, period }: { history: Home['history']; period: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate({ from: '/' });
  const { view } = route.useSearch();
  const steps = history.steps.length > 0 ? history.steps : noSteps;
  const empty = steps.every((step) => historyMeasures.every((measure) => step[measure] === 0));
  const columns: Column<Step>[] = [
    { key: 'from', title: t('history.time'), render: (step) => format.dateTime(step.from) },
    ...historyMeasures.map((measure) => ({
      key: measure,
      title: t(`history.${measure}`),
      align: 'end' as const,
      render: (step: Step) => format.number(step[measure]),
    })),
  ];
  return (
    <Section
      title={t('history.title')}
      note={t(`history.per.${history.stepHours}`, { period })}
      flush={view === 'table'}
      extra={
        <Button
          size="small"
          onClick={() =>
            void navigate({
              search: (before) => ({ ...before, view: view === 'table' ? undefined : 'table' }),
              replace: true,
              resetScroll: false,
            })
          }
        >
          {t(view === 'table' ? 'history.asChart' : 'history.asTable')}
        </Button>
      }
    >
      {view === 'table' ? (
        <DataTable
          label={t('history.title')}
          columns={columns}
          rows={steps.toReversed()}
          rowKey={(step) => step.from}
        />
      ) : empty ? (
        <p className="soft">{t('history.nothing')}</p>
      ) : (
        <div className={styles['history']}>
          <Suspense fallback={<Skeleton height="100%" />}>
            <HistoryChart steps={steps} stepHours={history.stepHours} />
          </Suspense>
        </div>
      )}
    </Section>
  );
}
