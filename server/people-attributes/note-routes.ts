import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { personNote, personNotes, writeNoteRequest } from '#contracts/api/people-attributes.ts';
import type { ProfileId } from '#contracts/identifiers.ts';
import { losersOf } from '#core/merge/absorb-id.ts';
import type { ServerParts } from '../parts.ts';
import { requireProfileState } from '../profiles/read-profile.ts';
import type { Routes } from '../routes/routes.ts';
import { openNotes } from './notes.ts';

const tags = ['people'];
const params = z.object({ id: z.string().min(1).max(200) });
const noteParams = params.extend({ note: z.uuid() });

export function registerNotes(app: Routes, parts: ServerParts): void {
  const { store, workspace } = parts;
  const notes = openNotes(parts.sql, workspace);
  const reader = ({ caller }: FastifyRequest) => ({ name: caller?.name ?? '', email: caller?.email ?? null });
  /** The person of today first, then those who became part of her. */
  const idsOf = async (id: string): Promise<readonly [ProfileId, ...ProfileId[]]> => {
    const { profile, absorbed } = await requireProfileState(store, workspace, id);
    return [profile, ...losersOf(absorbed)];
  };

  app.get(
    '/profiles/:id/notes',
    { schema: { tags, summary: 'Notes about a person, the newest first', params, response: { 200: personNotes } } },
    async (request) => ({ items: [...(await notes.list(await idsOf(request.params.id), reader(request)))] }),
  );

  app.post(
    '/profiles/:id/notes',
    {
      schema: {
        tags,
        summary: 'Write a note about a person',
        params,
        body: writeNoteRequest,
        response: { 201: personNote },
      },
    },
    async (request, reply) => {
      const [profile] = await idsOf(request.params.id);
      return reply.code(201).send(await notes.write(profile, request.body.text, reader(request)));
    },
  );

  app.put(
    '/profiles/:id/notes/:note',
    {
      schema: {
        tags,
        summary: 'Change a note of your own',
        params: noteParams,
        body: writeNoteRequest,
        response: { 200: personNote },
      },
    },
    async (request) => {
      const { id, note } = request.params;
      return notes.edit(await idsOf(id), note, request.body.text, reader(request));
    },
  );

  app.delete(
    '/profiles/:id/notes/:note',
    {
      schema: { tags, summary: 'Delete a note of your own', params: noteParams, response: { 204: z.undefined() } },
    },
    async (request, reply) => {
      const { id, note } = request.params;
      await notes.remove(await idsOf(id), note, reader(request));
      return reply.code(204).send();
    },
  );
}
