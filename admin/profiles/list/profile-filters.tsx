import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { stageOfSegment } from '#contracts/lifecycle.ts';
import { journeysQuery } from '../../journeys/journey-queries.ts';
import { listsQuery } from '../../lists/list-queries.ts';
import { segmentsQuery } from '../../segments/segment-queries.ts';
import { FilterChip } from '../../shared/ui/filter-chip.tsx';
import { CustomerFilters } from './customer-filters.tsx';
import { LazyStepName } from './lazy-step-name.ts';
import type { ProfileFilterValues } from './use-profiles-query.ts';

/** The segment, or the place in a journey, that another screen led here with. */
export function ProfileFilters({ filters }: { filters: ProfileFilterValues }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/profiles' });
  const segments = useQuery({ ...segmentsQuery, enabled: filters.segment !== undefined });
  const journeys = useQuery({ ...journeysQuery, enabled: filters.journey !== undefined });
  const segmentName = segments.data?.items.find(({ id }) => id === filters.segment)?.name ?? filters.segment;
  const stage = filters.segment === undefined ? undefined : stageOfSegment(filters.segment);
  const lists = useQuery({ ...listsQuery, enabled: filters.list !== undefined });
  const listName = lists.data?.items.find(({ id }) => id === filters.list)?.name ?? filters.list;
  const journeyName = journeys.data?.items.find(({ id }) => id === filters.journey)?.name ?? filters.journey;

  return (
    <>
      {filters.segment ? (
        <FilterChip onRemove={() => void navigate({ search: (before) => ({ ...before, segment: undefined }) })}>
          {stage
            ? t('attributes.inStage', { stage: t(`attributes.stage.${stage}`) })
            : t('profiles.inSegment', { segment: segmentName })}
        </FilterChip>
      ) : null}
      {filters.journey ? (
        <FilterChip
          onRemove={() => void navigate({ search: (before) => ({ ...before, journey: undefined, node: undefined }) })}
        >
          {filters.node ? (
            <Suspense fallback={t('profiles.inJourney', { journey: journeyName })}>
              <LazyStepName journey={filters.journey} node={filters.node} />
            </Suspense>
          ) : (
            t('profiles.inJourney', { journey: journeyName })
          )}
        </FilterChip>
      ) : null}
      {filters.list ? (
        <FilterChip onRemove={() => void navigate({ search: (before) => ({ ...before, list: undefined }) })}>
          {t('lists.filter', { list: listName })}
        </FilterChip>
      ) : null}
      <CustomerFilters filters={filters} />
    </>
  );
}
