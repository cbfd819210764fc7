import { queryOptions } from '@tanstack/react-query';
import { peopleLists } from '#contracts/api/people-list.ts';
import { api } from '../shared/api.ts';

export const listsQuery = queryOptions({
  queryKey: ['lists'],
  queryFn: ({ signal }) => api.get('/lists', peopleLists, { signal }),
});
