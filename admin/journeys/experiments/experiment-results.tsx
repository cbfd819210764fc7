import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ExperimentReport } from '#contracts/api/experiment.ts';
import { type ExperimentNode, experimentBasis } from '#contracts/experiment.ts';
import { useFormat } from '../../shared/format.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { Pill, type Tone } from '../../shared/ui/marks.tsx';
import { journeyQuery } from '../journey-queries.ts';
import { AllocationHistory } from './allocation-history.tsx';
import { ArmResults } from './arm-results.tsx';
import { experimentQuery } from './experiment-queries.ts';
import styles from './experiments.module.css';
import { StartOverButton } from './start-over-button.tsx';

interface ExperimentResultsProps {
  readonly journey: string;
  readonly node: ExperimentNode;
}

/** What came of the published experiment, arm by arm, and what was decided of it. Nothing before it is published. */
export function ExperimentResults({ journey, node }: ExperimentResultsProps) {
  const { t } = useTranslation();
  const published = useQuery(journeyQuery(journey)).data?.published;
  const isPublished = published?.nodes.some(({ id, kind }) => id === node.id && kind === 'experiment') ?? false;
  const report = useQuery({ ...experimentQuery(journey, node.id), enabled: isPublished }).data;
  if (!report) return null;
  const isChanged = report.basis !== experimentBasis(node);
  return (
    <section className={styles['results']} aria-label={t('experiments.results.title')}>
      <Headline report={report} />
      {isChanged ? (
        <p className="small soft">
          <Icon name="info" size={14} /> {t('experiments.results.changed')}
        </p>
      ) : null}
      {report.later === null ? (
        <ArmResults report={report} arms={report.arms} canChoose />
      ) : (
        <>
          <h4 className={styles['part']}>{t('experiments.results.learningPart')}</h4>
          <ArmResults report={report} arms={report.arms} canChoose />
          {report.later.every(({ drawn }) => drawn === 0) ? (
            <p className="small soft">{t('experiments.results.nobodySince')}</p>
          ) : (
            <>
              <h4 className={styles['part']}>{t('experiments.results.laterPart')}</h4>
              <ArmResults report={report} arms={report.later} canChoose={false} />
            </>
          )}
        </>
      )}
      <AllocationHistory report={report} />
      {report.state === 'weights' ? null : <StartOverButton report={report} />}
    </section>
  );
}

const tones: { readonly [state in ExperimentReport['state']]: Tone } = {
  weights: 'neutral',
  learning: 'neutral',
  winner: 'positive',
  best: 'positive',
  no_difference: 'held',
  balancing: 'neutral',
  chosen: 'positive',
};

/** Whether it still learns, what it found and when, and when it is looked at next. */
function Headline({ report }: { readonly report: ExperimentReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, mode, since, nextLookAt, missingPeople, withinHours, measuredAt } = report;
  const arm = report.arms.find((one) => one.arm === report.arm)?.name ?? report.arm ?? '';
  const words = { arm, since: since === null ? '' : format.dateTime(since), by: report.history[0]?.by ?? '' };
  const isWaiting = missingPeople > 0 && nextLookAt !== null;
  return (
    <div className="column" style={{ gap: 4 }}>
      <div className={styles['header']}>
        <h3>{t('experiments.results.title')}</h3>
        <Pill tone={tones[state]}>{t(`experiments.results.state.${state}`, words)}</Pill>
      </div>
      <p className="small soft">
        {t(`experiments.results.sentence.${state}`, words)}{' '}
        {nextLookAt !== null && nextLookAt > measuredAt
          ? t(mode === 'bandit' ? 'experiments.results.balances' : 'experiments.results.decides', {
              at: format.dateTime(nextLookAt),
            })
          : null}{' '}
        {isWaiting
          ? t('experiments.results.missing', { count: missingPeople, people: format.number(missingPeople) })
          : null}
      </p>
      {withinHours === null ? null : (
        <p className="small faint">{t('experiments.results.waiting', { time: format.duration(withinHours * 60) })}</p>
      )}
    </div>
  );
}
