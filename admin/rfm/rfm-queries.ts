import { queryOptions } from '@tanstack/react-query';
import { rfmReport } from '#contracts/api/rfm.ts';
import { api } from '../shared/api.ts';

export const rfmQuery = queryOptions({
  queryKey: ['rfm'],
  queryFn: ({ signal }) => api.get('/rfm', rfmReport, { signal }),
  refetchInterval: 60_000,
});
