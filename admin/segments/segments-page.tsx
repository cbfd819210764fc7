import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { segment } from '#contracts/api/segment.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { chosenDefinitions, statusesOf } from '../shared/definition-list/choose-definitions.ts';
import { DefinitionFilters } from '../shared/definition-list/definition-filters.tsx';
import { CreateButton } from '../shared/ui/create-button.tsx';
import { TableSkeleton } from '../shared/ui/data-table.tsx';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { EmptyState } from '../shared/ui/state.tsx';
import { segmentsQuery } from './segment-queries.ts';
import { segmentSorts } from './segment-sorts.ts';
import { SegmentTable } from './segment-table.tsx';
import { SegmentsTabs } from './segments-tabs.tsx';

const route = getRouteApi('/layout/segments');

export function SegmentsPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const query = useQuery({ ...segmentsQuery, refetchInterval: 5_000 });
  const filters = route.useSearch();
  const navigate = useNavigate({ from: '/segments' });
  const createButton = <CreateButton noun="segments" label={t('segments.create')} schema={segment} />;
  return (
    <Page title={t('navigation.segments')} question={t('segments.question')} actions={createButton}>
      <SegmentsTabs />
      <QueryView query={query} skeleton={<TableSkeleton columns={4} />}>
        {({ items }) => {
          const shown = chosenDefinitions(items, filters, { language, figure: (one, sort) => one[sort] });
          return (
            <div className="column" style={{ gap: 16 }}>
              {items.length > 0 ? (
                <DefinitionFilters
                  {...filters}
                  searchLabel={t('segments.search')}
                  sorts={segmentSorts}
                  statuses={statusesOf(items)}
                  onChange={(change) =>
                    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false })
                  }
                />
              ) : null}
              <Section flush>
                {shown.length > 0 ? (
                  <SegmentTable segments={shown} />
                ) : items.length > 0 ? (
                  <EmptyState icon="segments" title={t('state.noMatchTitle')} text={t('state.noMatchText')} />
                ) : (
                  <EmptyState
                    icon="segments"
                    title={t('segments.empty.title')}
                    text={t('segments.empty.text')}
                    actions={createButton}
                  />
                )}
              </Section>
            </div>
          );
        }}
      </QueryView>
    </Page>
  );
}
