import { queryOptions } from '@tanstack/react-query';
import { suppressionList } from '#contracts/api/consent.ts';
import type { Channel } from '#contracts/channel.ts';
import type { SuppressionReason } from '#contracts/consent/consent.ts';
import { api } from '../shared/api.ts';
import { useListQuery } from '../shared/use-list-query.ts';

export const suppressedChannels = ['email', 'sms', 'push'] as const satisfies readonly Channel[];
export type SuppressedChannel = (typeof suppressedChannels)[number];

interface SuppressionFilters {
  readonly search?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly reason?: SuppressionReason | undefined;
}

/** Every query of the list begins with this word. */
export const suppressionsKey = ['suppressions'];

export function useSuppressionsQuery(filters: SuppressionFilters) {
  return useListQuery({ path: '/suppressions', schema: suppressionList, query: { ...filters, limit: 50 } });
}

export const suppressionTotalQuery = queryOptions({
  queryKey: [...suppressionsKey, 'total'],
  queryFn: ({ signal }) => api.get('/suppressions', suppressionList, { query: { limit: 1 }, signal }),
});
