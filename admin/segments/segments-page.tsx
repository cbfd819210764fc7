import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { segment } from '#contracts/api/segment.ts';
import { DefinitionList } from '../shared/definition-list/definition-list.tsx';
import { CreateButton } from '../shared/ui/create-button.tsx';
import { TableSkeleton } from '../shared/ui/data-table.tsx';
import { Page } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { segmentsQuery } from './segment-queries.ts';
import { segmentSorts } from './segment-sorts.ts';
import { SegmentTable } from './segment-table.tsx';
import { SegmentsTabs } from './segments-tabs.tsx';

const route = getRouteApi('/layout/segments');

export function SegmentsPage() {
  const { t } = useTranslation();
  const query = useQuery({ ...segmentsQuery, refetchInterval: 5_000 });
  const filters = route.useSearch();
  const navigate = useNavigate({ from: '/segments' });
  const createButton = <CreateButton noun="segments" label={t('segments.create')} schema={segment} />;
  return (
    <Page title={t('navigation.segments')} question={t('segments.question')} actions={createButton}>
      <SegmentsTabs />
      <QueryView query={query} skeleton={<TableSkeleton columns={4} />}>
        {({ items }) => (
          <DefinitionList
            items={items}
            choice={filters}
            sorts={segmentSorts}
            figure={(one, sort) => one[sort]}
            searchLabel={t('segments.search')}
            icon="segments"
            empty={{ title: t('segments.empty.title'), text: t('segments.empty.text'), actions: createButton }}
            table={(shown) => <SegmentTable segments={shown} />}
            onChange={(change) =>
              void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false })
            }
          />
        )}
      </QueryView>
    </Page>
  );
}
