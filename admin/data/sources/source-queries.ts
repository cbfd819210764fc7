import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  type Source,
  source,
  sourceList,
  sourcePayloadList,
  sourcePresetList,
  triedPayload,
} from '#contracts/api/source.ts';
import type { PayloadMapping, SourceSettings } from '#contracts/source.ts';
import { api } from '../../shared/api.ts';
import { useListQuery } from '../../shared/use-list-query.ts';

export const sourcesQuery = queryOptions({
  queryKey: ['sources', 'list'],
  queryFn: ({ signal }) => api.get('/sources', sourceList, { signal }),
  refetchInterval: 5_000,
});

export const sourceQuery = (id: string) =>
  queryOptions({
    queryKey: ['sources', 'one', id],
    queryFn: ({ signal }) => api.get(`/sources/${id}`, source, { signal }),
    refetchInterval: 5_000,
  });

export const presetsQuery = queryOptions({
  queryKey: ['sources', 'presets'],
  queryFn: ({ signal }) => api.get('/source-presets', sourcePresetList, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The last payloads of a source, the newest first. */
export const usePayloads = (id: string) =>
  useListQuery({ path: `/sources/${id}/payloads`, schema: sourcePayloadList, refetchInterval: 3_000 });

export const triedQuery = (wanted: {
  readonly mapping: PayloadMapping;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}) =>
  queryOptions({
    queryKey: ['sources', 'try', wanted],
    queryFn: () => api.post('/sources/try', wanted, triedPayload),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

interface Saved {
  readonly name: string;
  readonly active: boolean;
  readonly settings: SourceSettings;
  readonly secret?: string;
}

export function useSaveSource(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (saved: Saved) => api.put(`/sources/${id}`, saved, source),
    onSuccess: (saved: Source) => {
      client.setQueryData(sourceQuery(id).queryKey, saved);
      void client.invalidateQueries({ queryKey: sourcesQuery.queryKey });
    },
  });
}
