import { queryOptions } from '@tanstack/react-query';
import { journey, journeyCounts, journeyList } from '#contracts/api/journey.ts';
import { api } from '../shared/api.ts';
import { readAll } from '../shared/read-all.ts';

export const journeysQuery = queryOptions({
  queryKey: ['journeys'],
  queryFn: ({ signal }) => readAll('/journeys', journeyList, signal),
});

export const journeyQuery = (id: string) =>
  queryOptions({
    queryKey: ['journeys', id],
    queryFn: ({ signal }) => api.get(`/journeys/${encodeURIComponent(id)}`, journey, { signal }),
  });

export const journeyCountsQuery = (id: string) =>
  queryOptions({
    queryKey: ['journeys', id, 'counts'],
    queryFn: ({ signal }) => api.get(`/journeys/${encodeURIComponent(id)}/counts`, journeyCounts, { signal }),
    refetchInterval: 3_000,
  });
