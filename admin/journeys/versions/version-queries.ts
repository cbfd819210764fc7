import { queryOptions } from '@tanstack/react-query';
import { journeyMappings, journeyVersion, journeyVersionList } from '#contracts/api/journey-version.ts';
import { api } from '../../shared/api.ts';

export const versionsQuery = (journey: string) =>
  queryOptions({
    queryKey: ['journeys', journey, 'versions'],
    queryFn: ({ signal }) =>
      api.get(`/journeys/${encodeURIComponent(journey)}/versions`, journeyVersionList, { signal }),
  });

/** What was published never changes. */
export const versionQuery = (journey: string, version: number) =>
  queryOptions({
    queryKey: ['journeys', journey, 'versions', version],
    queryFn: ({ signal }) =>
      api.get(`/journeys/${encodeURIComponent(journey)}/versions/${version}`, journeyVersion, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const mappingQuery = (journey: string) =>
  queryOptions({
    queryKey: ['journeys', journey, 'mapping'],
    queryFn: ({ signal }) => api.get(`/journeys/${encodeURIComponent(journey)}/mapping`, journeyMappings, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
