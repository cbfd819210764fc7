import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { RequestError } from '#contracts/errors.ts';
import {
  discardRequest,
  type KeptEvent,
  keptAction,
  keptAside,
  keptEventList,
  keptEventsQuery,
  type MendPreview,
  mendPreview,
  mendRequest,
  replayRequest,
} from '#contracts/schema/schema-kept-aside.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { compileSchema } from '#core/schema/compile.ts';
import { pageOf, readOffset } from '../../cursor.ts';
import type { ServerParts } from '../../parts.ts';
import type { Routes } from '../../routes/routes.ts';
import { mendToolsOf } from '../follow-schema.ts';
import { readSchema, readSettings } from '../rules.ts';
import { describeKept } from './keep-aside.ts';
import {
  bytesPerMegabyte,
  type NewAction,
  readActions,
  readGroups,
  readKept,
  readKeptSize,
  startAction,
  undoDiscard,
} from './kept-store.ts';
import { mendKept } from './replay.ts';

const eventsTried = 200;
const samplesShown = 3;
const tags = ['schema'];

export function registerKeptAside(app: Routes, parts: ServerParts): void {
  const { sql, workspace } = parts;

  const act = async (action: Omit<NewAction, 'id'>) => {
    const id = uuidv7();
    await startAction(sql, workspace, { id, ...action });
    return requireAction(parts, id);
  };

  app.get(
    '/schema/kept-aside',
    { schema: { tags, summary: 'What did not fit the schema, by reason', response: { 200: keptAside } } },
    async () => {
      const [groups, actions, size, settings] = await Promise.all([
        readGroups(sql, workspace),
        readActions(sql, workspace),
        readKeptSize(sql, workspace),
        readSettings(sql, workspace),
      ]);
      const limits = { limitBytes: settings.keptAsideMegabytes * bytesPerMegabyte, days: settings.keptAsideDays };
      return { groups, actions, ...size, ...limits };
    },
  );

  app.get(
    '/schema/kept-aside/events',
    {
      schema: {
        ...{ tags, summary: 'Events of one reason, newest first' },
        ...{ querystring: keptEventsQuery, response: { 200: keptEventList } },
      },
    },
    async ({ query: { limit, cursor, ...group } }) => {
      const offset = readOffset(cursor);
      const rows = await readKept(sql, workspace, group, limit + 1, offset);
      return pageOf(
        rows.map(({ id, event, problems }) => presentKept(id, event, problems)),
        limit,
        offset,
      );
    },
  );

  app.post(
    '/schema/kept-aside/preview',
    {
      schema: {
        ...{ tags, summary: 'What a mending would come to, tried on the newest' },
        ...{ body: mendRequest, response: { 200: mendPreview } },
      },
    },
    ({ body }) => preview(parts, body),
  );

  app.post(
    '/schema/kept-aside/replay',
    {
      schema: {
        ...{ tags, summary: 'Mend all of one reason and let them in' },
        ...{ body: replayRequest, response: { 202: keptAction } },
      },
    },
    async ({ body: { group, steps, asHistory } }, reply) =>
      reply.code(202).send(await act({ action: 'replay', group, steps, asHistory })),
  );

  app.post(
    '/schema/kept-aside/discard',
    {
      schema: {
        ...{ tags, summary: 'Put all of one reason away' },
        ...{ body: discardRequest, response: { 200: keptAction } },
      },
    },
    ({ body: { group } }) => act({ action: 'discard', group }),
  );

  app.get(
    '/schema/kept-aside/actions/:id',
    {
      schema: {
        ...{ tags, summary: 'How far a replay came' },
        ...{ params: z.object({ id: z.uuid() }), response: { 200: keptAction } },
      },
    },
    ({ params: { id } }) => requireAction(parts, id),
  );

  app.post(
    '/schema/kept-aside/actions/:id/undo',
    {
      schema: {
        ...{ tags, summary: 'Take a discarding back' },
        ...{ params: z.object({ id: z.uuid() }), response: { 200: keptAction } },
      },
    },
    async ({ params: { id } }) => {
      if (!(await undoDiscard(sql, workspace, id))) throw new RequestError('wrong_status');
      return requireAction(parts, id);
    },
  );
}

async function requireAction({ sql, workspace }: ServerParts, id: string) {
  const [action] = await readActions(sql, workspace, id);
  if (action !== undefined) return action;
  throw new RequestError('not_found', { message: 'There is no such replay or discarding.' });
}

async function preview(parts: ServerParts, { group, steps }: z.infer<typeof mendRequest>): Promise<MendPreview> {
  const { sql, workspace } = parts;
  const tools = await mendToolsOf(parts);
  const schema = compileSchema(await readSchema(sql, workspace), tools.formats);
  const rows = await readKept(sql, workspace, group, eventsTried);
  const remaining = new Map<string, MendPreview['remaining'][number]>();
  const samples: MendPreview['samples'] = [];
  let fits = 0;
  for (const { id, event, problems } of rows) {
    const mended = mendKept(event, steps, tools);
    const verdict = schema.judge(mended);
    const { reason, path, problems: left } = describeKept(mended, verdict?.misfits ?? []);
    const isFit = verdict === undefined || verdict.action === 'take';
    if (isFit) fits++;
    else {
      const key = `${reason}\n${path}`;
      remaining.set(key, { reason, path, count: (remaining.get(key)?.count ?? 0) + 1 });
    }
    if (samples.length < samplesShown) {
      const after = presentKept(id, verdict?.event ?? mended, isFit ? [] : (JSON.parse(left) as KeptEvent['problems']));
      samples.push({ before: presentKept(id, event, problems), after });
    }
  }
  return { looked: rows.length, fits, remaining: [...remaining.values()], samples };
}

function presentKept(id: string, event: TrackedEvent, problems: KeptEvent['problems']): KeptEvent {
  const { content, messageId, at, receivedAt, identities } = event;
  return {
    ...{ id, messageId, problems },
    name: content.type === 'track' ? content.name : '',
    at: new Date(at).toISOString(),
    receivedAt: new Date(receivedAt).toISOString(),
    imported: event.imported ?? false,
    identities: [...identities],
    ...(content.type === 'track' ? { properties: content.properties } : { traits: content.traits }),
  };
}
