import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type CompanyListQuery,
  company,
  companyActivity,
  companyList,
  companyMembers,
  companyTaken,
} from '#contracts/api/company.ts';
import type { JsonObject } from '#contracts/json.ts';
import { api } from '../shared/api.ts';
import { useListQuery } from '../shared/use-list-query.ts';

const pathOf = (id: string) => `/companies/${encodeURIComponent(id)}`;

/** The pages of the list, each with the currency of its values. */
export function useCompaniesQuery(query: { search: string | undefined; sort: CompanyListQuery['sort'] | undefined }) {
  return useInfiniteQuery({
    queryKey: ['companies', 'list', query],
    queryFn: ({ pageParam, signal }) =>
      api.get('/companies', companyList, { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    select: ({ pages }) => ({ items: pages.flatMap(({ items }) => items), currency: pages[0]?.currency }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
}

export function useCompanyQuery(id: string) {
  return useQuery({
    queryKey: ['companies', id],
    queryFn: ({ signal }) => api.get(pathOf(id), company, { signal }),
    refetchInterval: 5_000,
  });
}

export function useCompanyMembersQuery(id: string) {
  return useListQuery({ path: `${pathOf(id)}/members`, schema: companyMembers, refetchInterval: 10_000 });
}

export function useCompanyActivityQuery(id: string) {
  return useListQuery({
    path: `${pathOf(id)}/activity`,
    schema: companyActivity,
    query: { limit: 10 },
    refetchInterval: 10_000,
  });
}

/** What was ordered is on its way through the log, and is among the facts a moment later. */
function useAskAgain(): () => void {
  const client = useQueryClient();
  const ask = () => {
    void client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('companies') });
    void client.invalidateQueries({ queryKey: ['profiles'] });
  };
  return () => {
    for (const delay of [300, 1_500, 4_000]) setTimeout(ask, delay);
  };
}

export function useTellCompany() {
  const askAgain = useAskAgain();
  return useMutation({
    mutationFn: ({ id, traits }: { id: string; traits: JsonObject }) => api.put(pathOf(id), { traits }, companyTaken),
    onSuccess: askAgain,
  });
}

export function useDeleteCompany() {
  const askAgain = useAskAgain();
  return useMutation({ mutationFn: (id: string) => api.delete(pathOf(id)), onSuccess: askAgain });
}

export function useChangeMember(id: string) {
  const askAgain = useAskAgain();
  return useMutation({
    mutationFn: async ({ profile, is }: { profile: string; is: 'member' | 'none' }) => {
      const path = `${pathOf(id)}/members/${encodeURIComponent(profile)}`;
      if (is === 'member') await api.put(path, {}, companyTaken);
      else await api.delete(path);
    },
    onSuccess: askAgain,
  });
}
