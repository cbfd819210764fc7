import { queryOptions } from '@tanstack/react-query';
import { rehearsalList } from '#contracts/api/rehearsal.ts';
import { api } from '../shared/api.ts';

const underWay: ReadonlySet<string> = new Set(['waiting', 'running']);

/** The newest rehearsals of a journey; looked at again while one is under way. */
export const rehearsalsQuery = (journey: string) =>
  queryOptions({
    queryKey: ['rehearsals', journey],
    queryFn: ({ signal }) => api.get(`/journeys/${encodeURIComponent(journey)}/rehearsals`, rehearsalList, { signal }),
    refetchInterval: (query) => (query.state.data?.items.some(({ status }) => underWay.has(status)) ? 700 : false),
  });
