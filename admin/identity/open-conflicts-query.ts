import { queryOptions } from '@tanstack/react-query';
import { identityConflictList } from '#contracts/api/identity.ts';
import { api } from '../shared/api.ts';

export const openConflictsQuery = queryOptions({
  queryKey: ['identity/conflicts', 'open'],
  queryFn: ({ signal }) => api.get('/identity/conflicts', identityConflictList, { query: { limit: 1 }, signal }),
  refetchInterval: 30_000,
});
