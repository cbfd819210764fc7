import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type EventRule, type FieldRule, type SchemaSettings, schemaSettings } from '#contracts/schema/schema.ts';
import {
  type KeptGroupKey,
  keptAction,
  keptAside,
  keptEventList,
  type MendStep,
  mendPreview,
} from '#contracts/schema/schema-kept-aside.ts';
import { checkedRule, savedRule, schemaEvent, schemaTrait, schemaTraits } from '#contracts/schema/schema-registry.ts';
import { api } from '../../shared/api.ts';

/** What is learned reaches the registry within some ten seconds. */
const refetchInterval = 10_000;

export const schemaSettingsQuery = queryOptions({
  queryKey: ['schema', 'settings'],
  queryFn: ({ signal }) => api.get('/schema/settings', schemaSettings, { signal }),
});

export const schemaEventQuery = (name: string) =>
  queryOptions({
    queryKey: ['schema', 'event', name],
    queryFn: ({ signal }) => api.get('/schema/event', schemaEvent, { query: { name }, signal }),
    refetchInterval,
  });

export const schemaTraitsQuery = queryOptions({
  queryKey: ['schema', 'traits'],
  queryFn: ({ signal }) => api.get('/schema/traits', schemaTraits, { signal }),
  refetchInterval,
});

export const schemaTraitQuery = (path: string) =>
  queryOptions({
    queryKey: ['schema', 'trait', path],
    queryFn: ({ signal }) => api.get('/schema/trait', schemaTrait, { query: { path }, signal }),
    refetchInterval,
  });

export const keptAsideQuery = queryOptions({
  queryKey: ['schema', 'kept-aside'],
  queryFn: ({ signal }) => api.get('/schema/kept-aside', keptAside, { signal }),
  refetchInterval: (query) => (query.state.data?.actions.some(({ state }) => state === 'running') ? 1_000 : 5_000),
});

export const keptSamplesQuery = (group: KeptGroupKey) =>
  queryOptions({
    queryKey: ['schema', 'kept-aside', 'events', group],
    queryFn: ({ signal }) =>
      api.get('/schema/kept-aside/events', keptEventList, { query: { ...group, limit: 5 }, signal }),
  });

export const mendPreviewQuery = (group: KeptGroupKey, steps: readonly MendStep[]) =>
  queryOptions({
    queryKey: ['schema', 'kept-aside', 'preview', group, steps],
    queryFn: ({ signal }) => api.post('/schema/kept-aside/preview', { group, steps }, mendPreview, { signal }),
  });

export const ruleCheckQuery = (name: string, rule: EventRule) =>
  queryOptions({
    queryKey: ['schema', 'check', name, rule],
    queryFn: ({ signal }) => api.post('/schema/event/check', { name, rule }, checkedRule, { signal }),
    staleTime: 30_000,
  });

/** After any of these the whole registry is asked again: a rule shows on lists, details and what was kept aside. */
function useSchemaMutation<Input, Output>(change: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['schema'] }),
        client.invalidateQueries({ queryKey: ['catalog'] }),
      ]);
    },
  });
}

export const useSaveSchemaSettings = () =>
  useSchemaMutation((settings: SchemaSettings) => api.put('/schema/settings', settings, schemaSettings));

export const useSaveEventRule = (name: string) =>
  useSchemaMutation(({ rule, revision }: { rule: EventRule | null; revision: number }) =>
    api.put('/schema/event', { name, rule, revision }, savedRule),
  );

export const useSaveTraitRule = (path: string) =>
  useSchemaMutation(({ rule, revision }: { rule: FieldRule | null; revision: number }) =>
    api.put('/schema/trait', { path, rule, revision }, savedRule),
  );

export const useReplay = () =>
  useSchemaMutation((request: { group: KeptGroupKey; steps: readonly MendStep[]; asHistory: boolean }) =>
    api.post('/schema/kept-aside/replay', request, keptAction),
  );

export const useDiscard = () =>
  useSchemaMutation((group: KeptGroupKey) => api.post('/schema/kept-aside/discard', { group }, keptAction));

export const useUndoDiscard = () =>
  useSchemaMutation((id: string) => api.post(`/schema/kept-aside/actions/${id}/undo`, undefined, keptAction));
