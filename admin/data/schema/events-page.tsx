import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { schemaEventFilters, schemaEventList } from '#contracts/schema/schema-registry.ts';
import { isNamed } from '../../shared/names/is-named.ts';
import { useNames } from '../../shared/names/use-names.ts';
import { ListSection } from '../../shared/ui/list-section.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { SearchInput } from '../../shared/ui/search-input.tsx';
import { Segmented } from '../../shared/ui/segmented.tsx';
import { moreOf, useListQuery } from '../../shared/use-list-query.ts';
import { DataTabs } from '../data-tabs.tsx';
import { EventTable } from './event-table.tsx';
import { SchemaSettingsButton } from './schema-settings-button.tsx';

const route = getRouteApi('/layout/data/events');

export function EventsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/data/events' });
  const { search, show = 'all' } = route.useSearch();
  const names = useNames();
  const query = useListQuery({
    path: '/schema/events',
    schema: schemaEventList,
    query: {
      search,
      show,
      ...(search && { named: names.standardEvents.filter((name) => isNamed(name, names.event(name), search)) }),
    },
    refetchInterval: 10_000,
  });
  const filtered = search !== undefined || show !== 'all';

  return (
    <Page title={t('navigation.data')} question={t('data.events.question')} actions={<SchemaSettingsButton />}>
      <DataTabs />
      <div className="row wrap">
        <SearchInput
          label={t('data.events.search')}
          value={search ?? ''}
          onSearch={(text) =>
            void navigate({ search: (before) => ({ ...before, search: text || undefined }), replace: true })
          }
        />
        <Segmented
          aria-label={t('data.events.show')}
          value={show}
          options={schemaEventFilters.map((value) => ({ value, label: t(`data.events.filter.${value}`) }))}
          onChange={(value) =>
            void navigate({
              search: (before) => ({ ...before, show: value === 'all' ? undefined : value }),
              replace: true,
            })
          }
        />
      </div>
      <ListSection
        query={query}
        columns={6}
        onClear={filtered ? () => void navigate({ search: {} }) : undefined}
        empty={{ icon: 'event', title: t('data.events.empty.title'), text: t('data.events.empty.text') }}
      >
        {(events) => <EventTable events={events} more={moreOf(query)} />}
      </ListSection>
    </Page>
  );
}
