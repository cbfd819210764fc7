import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  attributesTaken,
  lifecycleFigures,
  personNote,
  personNotes,
  type TagManyRequest,
} from '#contracts/api/people-attributes.ts';
import type { Profile } from '#contracts/api/profile.ts';
import type { Json } from '#contracts/json.ts';
import { api } from '../../shared/api.ts';

const pathOf = (id: string) => `/profiles/${encodeURIComponent(id)}`;

export const lifecycleQuery = queryOptions({
  queryKey: ['lifecycle'],
  queryFn: ({ signal }) => api.get('/lifecycle', lifecycleFigures, { signal }),
  refetchInterval: 10_000,
});

export const notesQuery = (id: string) =>
  queryOptions({
    queryKey: ['notes', id],
    queryFn: ({ signal }) => api.get(`${pathOf(id)}/notes`, personNotes, { signal }),
  });

export function useTagMany() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: TagManyRequest) => api.post('/profiles/tags', request, attributesTaken),
    onSettled: () => client.invalidateQueries({ queryKey: ['profiles'] }),
  });
}

/** What was said is on its way through the log: until it comes back, the page shows it as it will be. */
function useTold(id: string): (trait: 'tags' | 'owner', value: Json) => void {
  const client = useQueryClient();
  return (trait, value) =>
    client.setQueryData<Profile>(
      ['profiles', id],
      (held) => held && { ...held, traits: { ...held.traits, [trait]: value } },
    );
}

export function useChangeTags(id: string) {
  const tell = useTold(id);
  return useMutation({
    mutationFn: ({ before, after }: { before: readonly string[]; after: readonly string[] }) => {
      const add = after.filter((tag) => !before.includes(tag));
      const remove = before.filter((tag) => !after.includes(tag));
      return api.post(`${pathOf(id)}/tags`, { add, remove }, attributesTaken);
    },
    onSuccess: (_, { after }) => tell('tags', [...after]),
  });
}

export function useChangeOwner(id: string) {
  const tell = useTold(id);
  return useMutation({
    mutationFn: (owner: string | null) => api.put(`${pathOf(id)}/owner`, { owner }, attributesTaken),
    onSuccess: (_, owner) => tell('owner', owner),
  });
}

/** Writes a note, changes one, or deletes it (`text` null). */
export function useSaveNote(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ note, text }: { note?: string; text: string | null }) => {
      const path = `${pathOf(id)}/notes`;
      if (note === undefined) await api.post(path, { text }, personNote);
      else if (text === null) await api.delete(`${path}/${note}`);
      else await api.put(`${path}/${note}`, { text }, personNote);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['notes', id] }),
  });
}
