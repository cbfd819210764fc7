import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Destination } from '#contracts/api/destination.ts';
import { useFormat } from '../../shared/format.ts';
import { type Column, DataTable, TableSkeleton } from '../../shared/ui/data-table.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import { EmptyState } from '../../shared/ui/state.tsx';
import { DataTabs } from '../data-tabs.tsx';
import { AddDestinationButton } from './destination-add.tsx';
import { destinationsQuery } from './destination-queries.ts';
import { DestinationState } from './destination-state.tsx';

export function DestinationsPage() {
  const { t } = useTranslation();
  const query = useQuery(destinationsQuery);
  return (
    <Page title={t('navigation.data')} question={t('destinations.question')} actions={<AddDestinationButton />}>
      <DataTabs />
      <Section flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={4} />}>
          {({ items }) =>
            items.length > 0 ? (
              <DestinationTable destinations={items} />
            ) : (
              <EmptyState
                icon="webhook"
                title={t('destinations.empty.title')}
                text={t('destinations.empty.text')}
                actions={<AddDestinationButton />}
              />
            )
          }
        </QueryView>
      </Section>
    </Page>
  );
}

function DestinationTable({ destinations }: { destinations: readonly Destination[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<Destination>[] = [
    {
      key: 'name',
      title: t('destinations.name'),
      render: ({ id, name, url }) => (
        <Link to="/data/destinations/$id" params={{ id }}>
          <strong style={{ fontWeight: 500 }}>{name}</strong>{' '}
          <span className="faint small" style={{ overflowWrap: 'anywhere' }}>
            {new URL(url).host}
          </span>
        </Link>
      ),
    },
    {
      key: 'facts',
      title: t('destinations.facts'),
      render: ({ facts }) =>
        [...new Set(facts.map(({ type }) => t(`destinations.types.${type}`)))].join(t('destinations.comma')),
    },
    { key: 'state', title: t('destinations.state'), render: (one) => <DestinationState destination={one} /> },
    {
      key: 'items',
      title: t('destinations.figures.items'),
      align: 'end',
      render: ({ figures }) => <span className="number">{format.number(figures.items)}</span>,
    },
    {
      key: 'failed',
      title: t('destinations.figures.failed'),
      align: 'end',
      render: ({ figures }) => <span className="number">{format.number(figures.failed)}</span>,
    },
    {
      key: 'last',
      title: t('destinations.lastDelivered'),
      align: 'end',
      render: ({ lastDeliveredAt }) => (lastDeliveredAt === null ? '–' : <RelativeTime at={lastDeliveredAt} />),
    },
  ];
  return (
    <DataTable label={t('destinations.title')} columns={columns} rows={destinations} rowKey={({ id }) => id} linked />
  );
}
