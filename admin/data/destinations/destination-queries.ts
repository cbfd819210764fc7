import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { destination, destinationBatchList, destinationList } from '#contracts/api/destination.ts';
import type { BatchStatus } from '#contracts/destination.ts';
import { api } from '../../shared/api.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useListQuery } from '../../shared/use-list-query.ts';

const refetchInterval = 5_000;

export const destinationsQuery = queryOptions({
  queryKey: ['destinations', 'list'],
  queryFn: ({ signal }) => api.get('/destinations', destinationList, { signal }),
  refetchInterval,
});

export const destinationQuery = (id: string) =>
  queryOptions({
    queryKey: ['destinations', 'one', id],
    queryFn: ({ signal }) => api.get(`/destinations/${encodeURIComponent(id)}`, destination, { signal }),
    refetchInterval,
  });

export function useBatchesQuery(id: string, status: BatchStatus | undefined) {
  return useListQuery({
    path: `/destinations/${encodeURIComponent(id)}/deliveries`,
    schema: destinationBatchList,
    query: { status },
    refetchInterval,
  });
}

/** Something done to a destination, after which all of it is asked again. */
export function useDestinationAction<T>(id: string, response: z.ZodType<T>) {
  const client = useQueryClient();
  const { tell } = useFeedback();
  return useMutation({
    mutationFn: ({ path, body = {} }: { path: string; body?: object }) =>
      api.post(`/destinations/${encodeURIComponent(id)}/${path}`, body, response),
    onError: (error) => tell(error.message, 'failed'),
    onSettled: () =>
      client.invalidateQueries({
        predicate: ({ queryKey: [first] }) => typeof first === 'string' && first.startsWith('destinations'),
      }),
  });
}
