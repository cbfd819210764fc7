import { z } from 'zod';
import {
  decideConflictRequest,
  identityConflictList,
  identityConflictQuery,
  mergeParameters,
  mergeRequest,
  profileMergeList,
  undoPreview,
} from '#contracts/api/identity.ts';
import { RequestError } from '#contracts/errors.ts';
import type { ServerParts } from '../parts.ts';
import { requireProfileState } from '../profiles/read-profile.ts';
import type { Routes } from '../routes/routes.ts';
import { decideConflict, listConflicts } from './conflicts.ts';
import { listMerges, previewUndo, undoMerge } from './merges.ts';

const nothing = { 204: z.undefined() };

export function registerIdentity(app: Routes, parts: ServerParts): void {
  const { store, workspace, repairIdentities } = parts;
  const tags = ['identity'];

  app.get(
    '/identity/conflicts',
    {
      schema: {
        ...{ tags, summary: 'Identities that came with two people, newest first' },
        querystring: identityConflictQuery,
        response: { 200: identityConflictList },
      },
    },
    ({ query }) => listConflicts(parts, query),
  );

  app.post(
    '/identity/conflicts/decide',
    {
      schema: {
        ...{ tags, summary: 'Say whether two people are one, are not, or to whom an identity belongs' },
        body: decideConflictRequest,
        response: nothing,
      },
    },
    async ({ body, caller }, reply) => {
      await decideConflict(parts, body, caller?.name ?? '');
      return reply.code(204).send();
    },
  );

  const person = z.object({ id: z.string().min(1).max(200) });
  app.get(
    '/profiles/:id/merges',
    {
      schema: {
        ...{ tags, summary: 'Who became part of a person, newest first' },
        params: person,
        response: { 200: profileMergeList },
      },
    },
    async ({ params }) => {
      const { profile } = await requireProfileState(store, workspace, params.id);
      return { items: await listMerges(parts, profile), nextCursor: null };
    },
  );

  app.post(
    '/profiles/:id/merges',
    {
      schema: {
        ...{ tags, summary: 'Make another person part of this one' },
        params: person,
        body: mergeRequest,
        response: nothing,
      },
    },
    async ({ params, body, caller }, reply) => {
      const { profile: winner } = await requireProfileState(store, workspace, params.id);
      const { profile: loser } = await requireProfileState(store, workspace, body.loser);
      const isOne = winner === loser;
      const merge = isOne
        ? undefined
        : await store.identityDecisions.merge(workspace, loser, winner, caller?.name ?? '');
      if (merge === undefined) throw new RequestError('wrong_status', { message: 'The two are one person already.' });
      await repairIdentities();
      return reply.code(204).send();
    },
  );

  app.get(
    '/profiles/:id/merges/:loser/undo',
    {
      schema: {
        ...{ tags, summary: 'What undoing a merge would do' },
        params: mergeParameters,
        response: { 200: undoPreview },
      },
    },
    async ({ params }) => {
      const { profile } = await requireProfileState(store, workspace, params.id);
      return previewUndo(parts, profile, params.loser);
    },
  );

  app.post(
    '/profiles/:id/merges/:loser/undo',
    { schema: { ...{ tags, summary: 'Undo a merge' }, params: mergeParameters, response: nothing } },
    async ({ params, caller }, reply) => {
      const { profile } = await requireProfileState(store, workspace, params.id);
      await undoMerge(parts, profile, params.loser, caller?.name ?? '');
      return reply.code(204).send();
    },
  );
}
