import { queryOptions } from '@tanstack/react-query';
import { peopleLists } from '#contracts/api/people-list.ts';
import { api } from '../shared/api.ts';

export const listsKey = ['lists'];

export const listsQuery = queryOptions({
  queryKey: listsKey,
  queryFn: ({ signal }) => api.get('/lists', peopleLists, { signal }),
});
