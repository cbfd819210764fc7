import { queryOptions } from '@tanstack/react-query';
import { inboxList, inboxMessage } from '#contracts/api/inbox.ts';
import type { Channel } from '#contracts/channel.ts';
import { api } from '../shared/api.ts';
import { useListQuery } from '../shared/use-list-query.ts';

interface InboxFilterValues {
  readonly search?: string | undefined;
  readonly channel?: Channel | undefined;
}

export function useInboxQuery(filters: InboxFilterValues) {
  return useListQuery({
    path: '/inbox',
    schema: inboxList,
    query: { ...filters, limit: 50 },
    continueWith: 'before',
    refetchInterval: 3_000,
  });
}

export const inboxMessageQuery = (id: string) =>
  queryOptions({
    queryKey: ['inbox', id],
    queryFn: ({ signal }) => api.get(`/inbox/${encodeURIComponent(id)}`, inboxMessage, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
