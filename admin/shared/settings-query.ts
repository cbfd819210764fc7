import { queryOptions } from '@tanstack/react-query';
import { workspaceSettings } from '#contracts/settings.ts';
import { api } from './api.ts';

/** Topics, channels and rules are needed on many screens; they change rarely. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => api.get('/settings', workspaceSettings, { signal }),
  staleTime: 5 * 60_000,
});
