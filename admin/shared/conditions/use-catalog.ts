import { queryOptions, useQuery } from '@tanstack/react-query';
import { type Catalog, catalog, emptyCatalog } from '#contracts/api/catalog.ts';
import { api } from '../api.ts';

const catalogQuery = queryOptions({
  queryKey: ['catalog'],
  queryFn: ({ signal }) => api.get('/catalog', catalog, { signal }),
  staleTime: 60_000,
});

export type SeenField = Catalog['traits'][number];

/** Events, properties and traits that were seen; empty until they are known, since they only suggest. */
export function useCatalog(): Catalog {
  return useQuery(catalogQuery).data ?? emptyCatalog;
}

export function propertiesOf(catalog: Catalog, event: string): readonly SeenField[] {
  return catalog.events.find(({ name }) => name === event)?.properties ?? [];
}
