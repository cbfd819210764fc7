import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SchemaField } from '#contracts/schema/schema-registry.ts';
import { isNamed } from '../../shared/names/is-named.ts';
import { useNames } from '../../shared/names/use-names.ts';
import { type Column, DataTable, TableSkeleton } from '../../shared/ui/data-table.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { SearchInput } from '../../shared/ui/search-input.tsx';
import { EmptyState } from '../../shared/ui/state.tsx';
import { ComputedTraits } from '../computed/computed-traits.tsx';
import { DataTabs } from '../data-tabs.tsx';
import { ExamplesText, FieldName, PersonalMark, ShareText, TypeText } from './schema-marks.tsx';
import { schemaTraitsQuery } from './schema-queries.ts';
import { SchemaSettingsButton } from './schema-settings-button.tsx';

const route = getRouteApi('/layout/data/traits');

export function TraitsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/data/traits' });
  const { search = '' } = route.useSearch();
  const query = useQuery(schemaTraitsQuery);
  const names = useNames();

  return (
    <Page title={t('navigation.data')} question={t('data.traits.question')} actions={<SchemaSettingsButton />}>
      <DataTabs />
      <ComputedTraits />
      <div className="row wrap">
        <SearchInput
          label={t('data.traits.search')}
          value={search}
          onSearch={(text) => void navigate({ search: text ? { search: text } : {}, replace: true })}
        />
        {query.data ? (
          <span className="faint small">{t('data.traits.sample', { count: query.data.people })}</span>
        ) : null}
      </div>
      <Section flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={5} />}>
          {({ items }) => {
            const found = items.filter(({ path, rule }) =>
              isNamed(`${path}\n${rule?.description ?? ''}`, names.trait(path), search),
            );
            if (found.length > 0) return <TraitTable traits={found} />;
            return (
              <EmptyState
                icon="profiles"
                title={search ? t('state.noMatchTitle') : t('data.traits.empty.title')}
                text={search ? t('state.noMatchText') : t('data.traits.empty.text')}
              />
            );
          }}
        </QueryView>
      </Section>
    </Page>
  );
}

function TraitTable({ traits }: { traits: readonly SchemaField[] }) {
  const { t } = useTranslation();
  const names = useNames();
  const columns: Column<SchemaField>[] = [
    {
      key: 'path',
      title: t('data.traits.trait'),
      render: (field) => (
        <Link to="/data/traits/$path" params={{ path: field.path }}>
          <FieldName path={field.path} shown={names.trait(field.path)} />
          {field.rule?.description ? <span className="soft small"> {field.rule.description}</span> : null}
        </Link>
      ),
    },
    { key: 'type', title: t('data.field.type'), render: (field) => <TypeText field={field} /> },
    { key: 'share', title: t('data.traits.share'), align: 'end', render: (field) => <ShareText field={field} /> },
    { key: 'examples', title: t('data.field.examples'), render: (field) => <ExamplesText field={field} /> },
    {
      key: 'personal',
      title: t('data.field.personal'),
      render: (field) => <PersonalMark personal={field.personal} />,
    },
  ];
  return (
    <DataTable label={t('data.traits.title')} columns={columns} rows={traits} rowKey={({ path }) => path} linked />
  );
}
