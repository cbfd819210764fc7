import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { home } from '#contracts/api/home.ts';
import { api } from '../shared/api.ts';

/** Reports for the period. They are read again every 5 s; what must be fresher comes with the pulse. */
export function useHomeQuery(hours: number) {
  return useQuery({
    queryKey: ['home', hours],
    queryFn: ({ signal }) => api.get('/home', home, { query: { hours }, signal }),
    refetchInterval: 5_000,
    placeholderData: keepPreviousData,
  });
}
