import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type ImportJob, importJob, importPreview } from '#contracts/api/import.ts';
import type { ImportFormat, ImportMapping } from '#contracts/import.ts';
import { api } from '../../shared/api.ts';
import { dropImportDraft } from './use-import-draft.ts';

const moving: readonly ImportJob['status'][] = ['uploading', 'checking', 'importing', 'undoing'];

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) => api.get(`/imports/${id}`, importJob, { signal }),
    refetchInterval: ({ state }) => (state.data && moving.includes(state.data.status) ? 1_000 : 10_000),
  });

interface Draft {
  readonly format: ImportFormat;
  readonly mapping: ImportMapping;
}

/** The first rows under a format and a mapping; without a mapping one is guessed. */
export const previewQuery = (id: string, wanted: Partial<Draft> & { readonly kind?: ImportMapping['kind'] }) =>
  queryOptions({
    queryKey: ['imports', 'preview', id, wanted],
    queryFn: ({ signal: _ }) => api.post(`/imports/${id}/preview`, wanted, importPreview),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

type Action = 'check' | 'start' | 'pause' | 'cancel';

/** What can be done with an import; a draft is saved first where there is one. */
export function useImportAction(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ action, draft, journeys }: { action: Action; draft?: Draft; journeys?: boolean }) => {
      if (draft) {
        await api.put(`/imports/${id}`, draft, importJob);
        dropImportDraft(id);
      }
      return api.post(
        `/imports/${id}/${action}`,
        action === 'start' ? { journeys: journeys ?? false } : undefined,
        importJob,
      );
    },
    onSuccess: (job) => {
      client.setQueryData(importQuery(id).queryKey, job);
      void client.invalidateQueries({ queryKey: ['imports', 'list'] });
    },
  });
}
