import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { KeptAside, KeptGroup } from '#contracts/schema/schema-kept-aside.ts';
import { useFormat } from '../../shared/format.ts';
import { SentName } from '../../shared/names/sent-name.tsx';
import { useNames } from '../../shared/names/use-names.ts';
import { type Column, DataTable, TableSkeleton } from '../../shared/ui/data-table.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import { EmptyState } from '../../shared/ui/state.tsx';
import { DataTabs } from '../data-tabs.tsx';
import { keptAsideQuery } from '../schema/schema-queries.ts';
import { SchemaSettingsButton } from '../schema/schema-settings-button.tsx';
import { KeptActions } from './kept-actions.tsx';
import { KeptGroupPage } from './kept-group-page.tsx';
import { groupOfSearch } from './kept-search.ts';

const route = getRouteApi('/layout/data/kept-aside');

export function KeptAsidePage() {
  const { t } = useTranslation();
  const query = useQuery(keptAsideQuery);
  const group = groupOfSearch(route.useSearch());
  if (group !== undefined) return <KeptGroupPage group={group} />;
  return (
    <Page title={t('navigation.data')} question={t('data.kept.question')} actions={<SchemaSettingsButton />}>
      <DataTabs />
      <QueryView
        query={query}
        skeleton={
          <Section flush>
            <TableSkeleton columns={4} rows={4} />
          </Section>
        }
      >
        {(kept) => <KeptList kept={kept} />}
      </QueryView>
    </Page>
  );
}

function KeptList({ kept }: { kept: KeptAside }) {
  const { t } = useTranslation();
  const format = useFormat();
  const names = useNames();
  const columns: Column<KeptGroup>[] = [
    {
      key: 'reason',
      title: t('data.kept.reason'),
      render: ({ kind, name, reason, path }) => (
        <Link to="/data/kept-aside" search={{ kind, name, misfit: reason, path }}>
          <strong style={{ fontWeight: 500 }}>{t(`data.reason.${reason}`)}</strong>{' '}
          {path ? <span className="mono">{path}</span> : null}
        </Link>
      ),
    },
    {
      key: 'name',
      title: t('data.kept.where'),
      render: ({ kind, name }) =>
        kind === 'trait' ? t('data.traits.title') : <SentName name={name} shown={names.event(name)} />,
    },
    { key: 'count', title: t('data.kept.events'), align: 'end', render: ({ count }) => format.number(count) },
    { key: 'size', title: t('data.kept.size'), align: 'end', render: ({ bytes }) => format.bytes(bytes) },
    { key: 'last', title: t('data.kept.last'), render: ({ lastAt }) => <RelativeTime at={lastAt} /> },
  ];
  return (
    <>
      <Section flush>
        {kept.groups.length > 0 ? (
          <DataTable
            label={t('data.kept.title')}
            columns={columns}
            rows={kept.groups}
            rowKey={({ kind, name, reason, path }) => [kind, name, reason, path].join('\n')}
            linked
          />
        ) : (
          <EmptyState icon="check" title={t('data.kept.empty.title')} text={t('data.kept.empty.text')} />
        )}
      </Section>
      <p className="faint small">
        {t('data.kept.limit', {
          count: kept.days,
          used: format.bytes(kept.bytes),
          limit: format.bytes(kept.limitBytes),
        })}
      </p>
      <KeptActions actions={kept.actions} />
    </>
  );
}
