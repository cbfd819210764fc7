import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { computedTrait, computedTraitList, type SaveComputedTraitRequest } from '#contracts/api/computed-trait.ts';
import { api } from '../../shared/api.ts';
import { displayNamesQuery } from '../../shared/names/use-names.ts';

const pathOf = (id: string) => `/computed-traits/${encodeURIComponent(id)}`;

export const computedTraitsQuery = queryOptions({
  queryKey: ['computed-traits'],
  queryFn: ({ signal }) => api.get('/computed-traits', computedTraitList, { signal }),
  refetchInterval: ({ state }) =>
    state.data?.items.some(({ backfill }) => backfill?.state === 'running') ? 1_000 : false,
});

export function useSaveComputedTrait() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, content }: { id: string; content: SaveComputedTraitRequest }) =>
      api.put(pathOf(id), content, computedTrait),
    onSettled: () => askAgain(client),
  });
}

export function useDeleteComputedTrait() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(pathOf(id)),
    onSettled: () => askAgain(client),
  });
}

/** A computed trait goes by its name wherever traits are named. */
async function askAgain(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: computedTraitsQuery.queryKey }),
    client.invalidateQueries({ queryKey: displayNamesQuery.queryKey }),
  ]);
}
