import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  privacyAuditList,
  privacyBatchList,
  privacyRequestList,
  retention,
  retentionRunList,
} from '#contracts/api/privacy.ts';
import { api } from '../shared/api.ts';

const pageSize = 20;
const underWay = 1_000;
const atRest = 30_000;

const nextPage = { initialPageParam: undefined as string | undefined };

/** Of one person, or of everybody. Looked at every second while something is under way. */
export const requestsQuery = (profile?: string) =>
  infiniteQueryOptions({
    queryKey: ['privacy', 'requests', profile],
    queryFn: ({ signal, pageParam }) =>
      api.get('/privacy/requests', privacyRequestList, {
        signal,
        query: { limit: pageSize, cursor: pageParam, profile },
      }),
    ...nextPage,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ finishedAt }) => finishedAt === null)) ? underWay : atRest,
  });

export const batchesQuery = queryOptions({
  queryKey: ['privacy', 'batches'],
  queryFn: ({ signal }) => api.get('/privacy/batches', privacyBatchList, { signal }),
  refetchInterval: ({ state }) =>
    state.data?.items.some((one) => one.done + one.notFound + one.ambiguous + one.failed < one.total)
      ? underWay
      : atRest,
});

export const auditQuery = infiniteQueryOptions({
  queryKey: ['privacy', 'audit'],
  queryFn: ({ signal, pageParam }) =>
    api.get('/privacy/audit', privacyAuditList, { signal, query: { limit: pageSize, cursor: pageParam } }),
  ...nextPage,
  getNextPageParam: (page) => page.nextCursor ?? undefined,
});

export const retentionQuery = queryOptions({
  queryKey: ['privacy', 'retention'],
  queryFn: ({ signal }) => api.get('/privacy/retention', retention, { signal }),
});

export const retentionRunsQuery = queryOptions({
  queryKey: ['privacy', 'retention', 'runs'],
  queryFn: ({ signal }) => api.get('/privacy/retention/runs', retentionRunList, { signal }),
});
