import { identifierParameter } from '#contracts/api/list.ts';
import {
  createRehearsalRequest,
  type Rehearsal,
  rehearsal,
  rehearsalList,
  rehearsalParameters,
} from '#contracts/api/rehearsal.ts';
import { walk, walkRequest } from '#contracts/api/walk.ts';
import { RequestError } from '#contracts/errors.ts';
import { type JourneyDefinition, journeyDefinition } from '#contracts/journey.ts';
import { findRow } from '../definitions/rows.ts';
import type { ServerParts } from '../parts.ts';
import { reportsDatabase } from '../reports-database.ts';
import type { Routes } from '../routes/routes.ts';
import { randomSeed } from '../threads/random-seed.ts';
import { startRehearsals } from './rehearsals.ts';
import { cancelRehearsal, findRehearsal, insertRehearsal, listRehearsals, type RehearsalRow } from './rows.ts';
import { walkThrough } from './walk.ts';

const tags = ['journeys'];

/** A draft lived again over recorded history. */
export function registerRehearsals(app: Routes, parts: ServerParts): void {
  const { clickhouse } = parts;
  const rehearsals = clickhouse && startRehearsals({ ...parts, clickhouse, seed: randomSeed });
  app.addHook('onClose', () => rehearsals?.close());

  const present = async (journey: string, rows: readonly RehearsalRow[]): Promise<Rehearsal[]> => {
    const { draft } = await findRow(parts, 'journey', journey);
    return rows.map((row) => ({
      ...{ id: row.id, journey: row.journey, status: row.status, counts: row.counts, error: row.error },
      ...{ from: row.from.toISOString(), until: row.until.toISOString(), createdBy: row.createdBy },
      ...{ peopleDone: row.peopleDone, peopleTotal: row.peopleTotal, outdated: row.draft !== canonical(draft) },
      share: row.perMille === null ? null : row.perMille / 1_000,
      createdAt: row.createdAt.toISOString(),
      finishedAt: row.finishedAt?.toISOString() ?? null,
    }));
  };
  const one = async (journey: string, row: RehearsalRow): Promise<Rehearsal> => {
    const [presented] = await present(journey, [row]);
    if (presented === undefined) throw new Error(`Rehearsal ${row.id} is missing`);
    return presented;
  };

  async function draftOf(id: string): Promise<JourneyDefinition> {
    const draft = journeyDefinition.safeParse(JSON.parse((await findRow(parts, 'journey', id)).draft));
    if (draft.success) return draft.data;
    throw new RequestError('not_publishable', {
      message: 'The draft is not complete; mend what the checks name, then rehearse it.',
    });
  }

  app.post(
    '/journeys/:id/walk',
    {
      schema: {
        tags,
        summary: 'Take one person, real or made up, through the draft by a clock of your own; nothing of it is kept',
        params: identifierParameter,
        body: walkRequest,
        response: { 200: walk },
      },
    },
    async ({ params: { id }, body }) =>
      walkThrough({ ...parts, clickhouse: reportsDatabase(parts), seed: randomSeed }, await draftOf(id), body),
  );

  app.get(
    '/journeys/:id/rehearsals',
    {
      schema: {
        tags,
        summary: 'The newest rehearsals of a journey',
        params: identifierParameter,
        response: { 200: rehearsalList },
      },
    },
    async ({ params: { id } }) => ({ items: await present(id, await listRehearsals(parts, id)) }),
  );

  app.post(
    '/journeys/:id/rehearsals',
    {
      schema: {
        tags,
        summary: 'Rehearse the draft over recorded history, in the background; sends nothing and changes nothing',
        params: identifierParameter,
        body: createRehearsalRequest,
        response: { 202: rehearsal },
      },
    },
    async ({ params: { id }, body, caller }, reply) => {
      const row = await insertRehearsal(parts, await draftOf(id), body, caller?.name ?? '');
      rehearsals?.wake();
      return reply.code(202).send(await one(id, row));
    },
  );

  app.get(
    '/journeys/:id/rehearsals/:rehearsal',
    {
      schema: {
        tags,
        summary: 'One rehearsal: how far it is, and what came of it',
        params: rehearsalParameters,
        response: { 200: rehearsal },
      },
    },
    async ({ params }) => one(params.id, await findRehearsal(parts, params.id, params.rehearsal)),
  );

  app.delete(
    '/journeys/:id/rehearsals/:rehearsal',
    { schema: { tags, summary: 'Break off a rehearsal that is under way', params: rehearsalParameters } },
    async ({ params }, reply) => {
      await cancelRehearsal(parts, (await findRehearsal(parts, params.id, params.rehearsal)).id);
      return reply.code(204).send();
    },
  );
}

/** The draft as it is kept with a rehearsal: read by its contract, so that order and defaults make no difference. */
function canonical(draft: string): string {
  const read = journeyDefinition.safeParse(JSON.parse(draft));
  return read.success ? JSON.stringify(read.data) : draft;
}
