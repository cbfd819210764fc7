import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { type PersonaReport, personaReport } from '#contracts/api/persona.ts';
import { fewestPersonaCustomers } from '#contracts/persona.ts';
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
import { PersonaCard } from './persona-card.tsx';
import { PersonaCompare } from './persona-compare.tsx';
import { PersonaProgress } from './persona-progress.tsx';
import { personasQuery } from './persona-queries.ts';
import styles from './personas.module.css';
import { usePersonaName } from './use-persona-name.ts';

const route = getRouteApi('/layout/personas');

export function PersonasPage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/personas' });
  const { view } = route.useSearch();
  const query = useQuery(personasQuery);
  const client = useQueryClient();
  const { tell } = useFeedback();
  const mayChange = useMayChange();
  const refresh = useMutation({
    mutationFn: () => api.post('/personas/refresh', {}, personaReport),
    onSuccess: (report) => client.setQueryData(personasQuery.queryKey, report),
    onError: (error) => tell(error.message, 'failed'),
  });
  const isRunning = query.data?.run?.state === 'running';
  const button = mayChange ? (
    <Button loading={refresh.isPending || isRunning} onClick={() => refresh.mutate()}>
      {t('customers.refresh')}
    </Button>
  ) : null;
  return (
    <Page
      title={t('customers.personas.title')}
      question={t('customers.personas.question')}
      wide
      actions={
        <>
          {query.data && query.data.items.length > 0 ? (
            <Button
              onClick={() =>
                void navigate({
                  search: view === 'compare' ? {} : { view: 'compare' },
                  replace: true,
                  resetScroll: false,
                })
              }
            >
              {t(view === 'compare' ? 'customers.personas.cards' : 'customers.personas.compare')}
            </Button>
          ) : null}
          {button}
        </>
      }
    >
      <CustomerTabs />
      <QueryView
        query={query}
        skeleton={
          <Section>
            <TableSkeleton columns={3} />
          </Section>
        }
      >
        {(report) => (
          <>
            {report.run ? <PersonaProgress run={report.run} /> : null}
            {report.items.length > 0 ? (
              <PersonaResult report={report} view={view} />
            ) : isRunning ? null : (
              <Section flush>
                <EmptyState
                  icon="personas"
                  title={t('customers.personas.emptyTitle')}
                  text={t(
                    report.customers < fewestPersonaCustomers
                      ? 'customers.personas.tooFew'
                      : 'customers.personas.notYet',
                    {
                      ...{ customers: report.customers, fewest: fewestPersonaCustomers },
                    },
                  )}
                  actions={report.customers < fewestPersonaCustomers ? <ImportOrdersLink /> : button}
                />
              </Section>
            )}
          </>
        )}
      </QueryView>
    </Page>
  );
}

function PersonaResult({ report, view }: { report: PersonaReport; view: 'compare' | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = usePersonaName(report.items);
  return (
    <>
      {view === 'compare' ? (
        <PersonaCompare report={report} nameOf={nameOf} />
      ) : (
        <div className={styles['cards']}>
          {report.items.map((persona) => (
            <PersonaCard key={persona.id} persona={persona} name={nameOf(persona)} report={report} />
          ))}
        </div>
      )}
      <p className="small faint">
        {t('customers.personas.freshness', {
          customers: format.number(report.customers),
          computed: report.computedAt ? format.dateTime(report.computedAt) : '–',
          next: report.refreshAt ? format.date(report.refreshAt) : '–',
          silhouette: format.rate(report.silhouette ?? 0),
        })}
      </p>
    </>
  );
}
