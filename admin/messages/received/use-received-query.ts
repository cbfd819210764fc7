import { type InboundListQuery, inboundList } from '#contracts/api/inbound-message.ts';
import { useListQuery } from '../../shared/use-list-query.ts';

export function useReceivedQuery(filters: { readonly [filter in 'channel' | 'search']?: InboundListQuery[filter] }) {
  return useListQuery({
    path: '/inbound-messages',
    schema: inboundList,
    query: { ...filters },
    continueWith: 'before',
    refetchInterval: 5_000,
  });
}
