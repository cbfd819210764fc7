import { queryOptions } from '@tanstack/react-query';
import { deadLetterList } from '#contracts/api/dead-letter.ts';
import { system } from '#contracts/api/system.ts';
import { api } from '../shared/api.ts';
import { useListQuery } from '../shared/use-list-query.ts';

export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: ({ signal }) => api.get('/system', system, { signal }),
  refetchInterval: 3_000,
});

export function useDeadLettersQuery() {
  return useListQuery({ path: '/dead-letters', schema: deadLetterList, query: { limit: 20 }, refetchInterval: 5_000 });
}
