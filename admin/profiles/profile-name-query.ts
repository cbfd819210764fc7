import { queryOptions } from '@tanstack/react-query';
import { profile } from '#contracts/api/profile.ts';
import { api } from '../shared/api.ts';
import { personName } from './person-name.ts';

/** The name of one person, for filters that hold only an id. */
export const profileNameQuery = (id: string) =>
  queryOptions({
    queryKey: ['profiles', id],
    queryFn: ({ signal }) => api.get(`/profiles/${encodeURIComponent(id)}`, profile, { signal }),
    select: (loaded) => personName(loaded),
  });
