import { queryOptions } from '@tanstack/react-query';
import { type DeliveryListQuery, deliveryDetail, deliveryList } from '#contracts/api/delivery.ts';
import { api } from '../../shared/api.ts';
import { useListQuery } from '../../shared/use-list-query.ts';

export type DeliveryFilterValues = {
  readonly [filter in 'status' | 'channel' | 'reason' | 'journey' | 'message' | 'profile']?: DeliveryListQuery[filter];
};

export function useDeliveriesQuery(filters: DeliveryFilterValues) {
  return useListQuery({
    path: '/deliveries',
    schema: deliveryList,
    query: { ...filters },
    continueWith: 'before',
    refetchInterval: 10_000,
  });
}

export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: ['deliveries', id],
    queryFn: ({ signal }) => api.get(`/deliveries/${encodeURIComponent(id)}`, deliveryDetail, { signal }),
  });
