import { queryOptions } from '@tanstack/react-query';
import { personaNames, personaReport } from '#contracts/api/persona.ts';
import { api } from '../shared/api.ts';

export const personasQuery = queryOptions({
  queryKey: ['personas'],
  queryFn: ({ signal }) => api.get('/personas', personaReport, { signal }),
  refetchInterval: ({ state }) => (state.data?.run?.state === 'running' ? 1_000 : 60_000),
});

export const personaNamesQuery = queryOptions({
  queryKey: ['personas', 'names'],
  queryFn: ({ signal }) => api.get('/personas/names', personaNames, { signal }),
  staleTime: 30_000,
});
