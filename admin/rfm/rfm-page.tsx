import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { type RfmReport, rfmReport } from '#contracts/api/rfm.ts';
import { fewestRfmCustomers } from '#contracts/rfm.ts';
import { CustomerTabs } from '../customers/customer-tabs.tsx';
import { ImportOrdersLink } from '../customers/import-orders-link.tsx';
import { api } from '../shared/api.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { useFormat } from '../shared/format.ts';
import { TableSkeleton } from '../shared/ui/data-table.tsx';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { EmptyState } from '../shared/ui/state.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import styles from './rfm.module.css';
import { RfmChoice } from './rfm-choice.tsx';
import { RfmGrid } from './rfm-grid.tsx';
import { RfmGroups } from './rfm-groups.tsx';
import { rfmQuery } from './rfm-queries.ts';

const route = getRouteApi('/layout/personas/rfm');

export function RfmPage() {
  const { t } = useTranslation();
  const query = useQuery(rfmQuery);
  const client = useQueryClient();
  const { tell } = useFeedback();
  const mayChange = useMayChange();
  const refresh = useMutation({
    mutationFn: () => api.post('/rfm/refresh', {}, rfmReport),
    onSuccess: (report) => {
      client.setQueryData(rfmQuery.queryKey, report);
      if (report.boundaries) tell(t('customers.rfm.refreshed'));
    },
    onError: (error) => tell(error.message, 'failed'),
  });
  const button = mayChange ? (
    <Button loading={refresh.isPending} onClick={() => refresh.mutate()}>
      {t('customers.refresh')}
    </Button>
  ) : null;
  return (
    <Page title={t('customers.rfm.title')} question={t('customers.rfm.question')} actions={button}>
      <CustomerTabs />
      <QueryView
        query={query}
        skeleton={
          <Section>
            <TableSkeleton columns={5} />
          </Section>
        }
      >
        {(report) =>
          report.boundaries === null ? (
            <Section flush>
              <EmptyState
                icon="order"
                title={t('customers.rfm.emptyTitle')}
                text={t(report.customers < fewestRfmCustomers ? 'customers.rfm.tooFew' : 'customers.rfm.notYet', {
                  ...{ customers: report.customers, fewest: fewestRfmCustomers },
                })}
                actions={report.customers < fewestRfmCustomers ? <ImportOrdersLink /> : button}
              />
            </Section>
          ) : (
            <RfmResult report={{ ...report, boundaries: report.boundaries }} />
          )
        }
      </QueryView>
    </Page>
  );
}

function RfmResult({ report }: { report: RfmReport & { boundaries: NonNullable<RfmReport['boundaries']> } }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { cell, group } = route.useSearch();
  const { computedAt } = report.boundaries;
  return (
    <>
      <div className={styles['columns']}>
        <div className="column" style={{ gap: 16 }}>
          <Section
            title={t('customers.rfm.grid')}
            note={t('customers.rfm.gridNote', { customers: format.number(report.customers) })}
          >
            <RfmGrid report={report} chosen={group} cell={cell} />
          </Section>
          <RfmChoice report={report} cell={cell} group={group} />
        </div>
        <Section title={t('customers.rfm.groups')} flush>
          <RfmGroups report={report} chosen={group} />
        </Section>
      </div>
      <p className="small faint">
        {t('customers.rfm.freshness', {
          computed: format.date(computedAt),
          next: report.refreshAt ? format.date(report.refreshAt) : '–',
        })}
      </p>
    </>
  );
}
