import { queryOptions } from '@tanstack/react-query';
import { segment, segmentList } from '#contracts/api/segment.ts';
import { api } from '../shared/api.ts';
import { readAll } from '../shared/read-all.ts';

export const segmentsQuery = queryOptions({
  queryKey: ['segments'],
  queryFn: ({ signal }) => readAll('/segments', segmentList, signal),
});

export const segmentQuery = (id: string) =>
  queryOptions({
    queryKey: ['segments', id],
    queryFn: ({ signal }) => api.get(`/segments/${encodeURIComponent(id)}`, segment, { signal }),
    refetchInterval: 5_000,
  });
