import { queryOptions, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { lifecycleFunnel } from '#contracts/api/lifecycle.ts';
import { CustomerTabs } from '../customers/customer-tabs.tsx';
import { type HistoryDays, PeriodSelect } from '../customers/period-select.tsx';
import { api } from '../shared/api.ts';
import { TableSkeleton } from '../shared/ui/data-table.tsx';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { EmptyState } from '../shared/ui/state.tsx';
import { StageFunnel } from './stage-funnel.tsx';
import { StageMoves } from './stage-moves.tsx';

const route = getRouteApi('/layout/personas/lifecycle');

const funnelQuery = (days: HistoryDays) =>
  queryOptions({
    queryKey: ['lifecycle', 'funnel', days],
    queryFn: ({ signal }) => api.get('/lifecycle/funnel', lifecycleFunnel, { query: { days }, signal }),
    refetchInterval: 60_000,
  });

export function LifecyclePage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/personas/lifecycle' });
  const { days = 30 } = route.useSearch();
  const query = useQuery(funnelQuery(days));
  return (
    <Page
      title={t('customers.lifecycle.title')}
      question={t('customers.lifecycle.question')}
      actions={
        <PeriodSelect days={days} onChange={(chosen) => void navigate({ search: { days: chosen }, replace: true })} />
      }
    >
      <CustomerTabs />
      <QueryView
        query={query}
        skeleton={
          <Section>
            <TableSkeleton columns={4} />
          </Section>
        }
      >
        {(funnel) =>
          funnel.stages.length === 0 ? (
            <Section flush>
              <EmptyState
                icon="journeys"
                title={t('customers.lifecycle.emptyTitle')}
                text={t('customers.lifecycle.emptyText')}
                actions={
                  <Link to="/settings/$section" params={{ section: 'lifecycle' }}>
                    <Button>{t('customers.lifecycle.setRules')}</Button>
                  </Link>
                }
              />
            </Section>
          ) : (
            <>
              <StageFunnel funnel={funnel} days={days} />
              <StageMoves funnel={funnel} days={days} />
            </>
          )
        }
      </QueryView>
    </Page>
  );
}
