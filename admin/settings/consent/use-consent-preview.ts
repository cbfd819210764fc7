import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { consentPreview } from '#contracts/api/consent.ts';
import { type WorkspaceSettings, workspaceSettings } from '#contracts/settings.ts';
import type { Language } from '#contracts/topic.ts';
import { api } from '../../shared/api.ts';
import { useDebounced } from '../../shared/use-debounced.ts';

/** How pages and message look under the settings that are being edited; the last picture stays while they are not valid. */
export function useConsentPreview(settings: WorkspaceSettings, language: Language) {
  const settled = useDebounced(settings, 400);
  return useQuery({
    queryKey: ['consent-preview', settled, language],
    queryFn: ({ signal }) => api.post('/consent/preview', { settings: settled, language }, consentPreview, { signal }),
    enabled: workspaceSettings.safeParse(settled).success,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
}
