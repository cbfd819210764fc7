import { queryOptions } from '@tanstack/react-query';
import { journeyTemplateList } from '#contracts/api/journey-template.ts';
import { api } from '../../shared/api.ts';

export const galleryQuery = queryOptions({
  queryKey: ['journey-templates'],
  queryFn: ({ signal }) => api.get('/journey-templates', journeyTemplateList, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});
