import { profileList } from '#contracts/api/profile.ts';
import { useListQuery } from '../../shared/use-list-query.ts';

export interface ProfileFilterValues {
  readonly search?: string | undefined;
  readonly segment?: string | undefined;
  readonly journey?: string | undefined;
  readonly node?: string | undefined;
  readonly rfm?: string | undefined;
  readonly persona?: string | undefined;
  readonly moved?: string | undefined;
  readonly list?: string | undefined;
}

export function useProfilesQuery(filters: ProfileFilterValues) {
  return useListQuery({ path: '/profiles', schema: profileList, query: { ...filters }, refetchInterval: 10_000 });
}
