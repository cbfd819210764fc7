import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { leadScore, personScore } from '#contracts/api/lead-score.ts';
import type { LeadScoreSettings } from '#contracts/lead-score.ts';
import { api } from '../shared/api.ts';

export const leadScoreQuery = queryOptions({
  queryKey: ['lead-score'],
  queryFn: ({ signal }) => api.get('/lead-score', leadScore, { signal }),
  refetchInterval: 5_000,
});

export function useSaveLeadScore() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (settings: LeadScoreSettings) => api.put('/lead-score', settings, leadScore),
    onSuccess: (saved) => client.setQueryData(leadScoreQuery.queryKey, saved),
  });
}

/** Under the person's own key: it is read again whenever she is. */
export const personScoreQuery = (id: string) =>
  queryOptions({
    queryKey: ['profiles', id, 'lead-score'],
    queryFn: ({ signal }) => api.get(`/profiles/${encodeURIComponent(id)}/lead-score`, personScore, { signal }),
  });
