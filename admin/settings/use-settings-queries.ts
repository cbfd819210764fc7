import { queryOptions } from '@tanstack/react-query';
import { channelAccountList } from '#contracts/api/channel.ts';
import { keyList } from '#contracts/api/key.ts';
import { team } from '#contracts/api/team.ts';
import { api } from '../shared/api.ts';

export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: ({ signal }) => api.get('/channels', channelAccountList, { signal }),
  refetchInterval: 10_000,
});

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal }) => api.get('/keys', keyList, { signal }),
  refetchInterval: 10_000,
});

export const teamQuery = queryOptions({
  queryKey: ['team'],
  queryFn: ({ signal }) => api.get('/team', team, { signal }),
});
