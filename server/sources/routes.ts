import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { importList } from '#contracts/api/import.ts';
import { identifierParameter, listQuery } from '#contracts/api/list.ts';
import {
  createdSource,
  createSourceRequest,
  type FetchReason,
  type Source,
  saveSourceRequest,
  source,
  sourceList,
  sourcePayload,
  sourcePayloadList,
  sourcePresetList,
  sourceRunList,
  triedPayload,
  tryPayloadRequest,
} from '#contracts/api/source.ts';
import { RequestError } from '#contracts/errors.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { SourceSettings } from '#contracts/source.ts';
import { pageOf, readOffset } from '../cursor.ts';
import { fieldError } from '../field-error.ts';
import { listImports } from '../imports/import-rows.ts';
import { presentImport } from '../imports/present-import.ts';
import type { Routes } from '../routes/routes.ts';
import { presets } from './presets.ts';
import { convertSafely, receivePayload } from './receive-payload.ts';
import {
  deleteSource,
  findSource,
  insertSource,
  listPayloads,
  listSources,
  markRetried,
  type SourceRow,
  updateSource,
} from './source-rows.ts';
import { nextRun } from './source-runner.ts';
import type { Sources } from './sources.ts';

const tags = ['sources'];
const params = identifierParameter;
const payloadParameters = z.object({ id: z.string().max(64), payload: z.string().max(64) });

export function registerSources(app: Routes, sources: Sources): void {
  const present = async (id: string) => presentSource(await findSource(sources, id));
  const next = async (settings: SourceSettings): Promise<Date | null> => {
    try {
      return nextRun(settings, (await sources.settings()).timeZone);
    } catch {
      const message = 'write five fields as cron does, such as 0 */6 * * *';
      throw fieldError('settings.schedule', 'not_a_schedule', message);
    }
  };

  app.get(
    '/sources',
    { schema: { tags, summary: 'List sources, newest first', response: { 200: sourceList } } },
    async () => ({ items: (await listSources(sources)).map(presentSource), nextCursor: null }),
  );

  app.get(
    '/source-presets',
    { schema: { tags, summary: 'Mappings to begin with', response: { 200: sourcePresetList } } },
    async () => ({ items: [...presets], nextCursor: null }),
  );

  app.post(
    '/sources',
    { schema: { tags, summary: 'Add a source', body: createSourceRequest, response: { 201: createdSource } } },
    async ({ body: { name, settings, secret } }, reply) => {
      const made = secret ?? (settings.kind === 'webhook' ? randomBytes(24).toString('base64url') : null);
      if (settings.kind === 's3' && made === null)
        throw fieldError('secret', 'required', 'write the secret that goes with it');
      const id = await insertSource(sources, {
        name,
        settings,
        active: true,
        secret: made,
        nextAt: await next(settings),
      });
      return reply.code(201).send({ ...(await present(id)), secret: made });
    },
  );

  app.get(
    '/sources/:id',
    { schema: { tags, summary: 'One source', params, response: { 200: source } } },
    ({ params: { id } }) => present(id),
  );

  app.put(
    '/sources/:id',
    { schema: { tags, summary: 'Change a source', params, body: saveSourceRequest, response: { 200: source } } },
    async ({ params: { id }, body: { name, settings, secret, active } }) => {
      const before = await findSource(sources, id);
      if (before.settings.kind !== settings.kind) {
        throw new RequestError('invalid_request', { message: 'The kind of a source stays; add another source.' });
      }
      // A secret goes only where it was meant for: whoever sends it elsewhere says it again.
      if (secret === undefined && addressOf(before.settings) !== addressOf(settings) && before.secret !== null)
        throw fieldError('secret', 'secret_again', 'write it again: it is kept only for the address it was given for');
      const nextAt = active ? await next(settings) : null;
      await updateSource(sources, before.id, { name, settings, active, nextAt, secret: secret ?? before.secret });
      return present(id);
    },
  );

  app.delete(
    '/sources/:id',
    {
      schema: { tags, summary: 'Remove a source; what came in stays', params, response: { 204: z.undefined() } },
    },
    async ({ params: { id } }, reply) => {
      await deleteSource(sources, (await findSource(sources, id)).id);
      return reply.code(204).send();
    },
  );

  app.post(
    '/sources/:id/run',
    { schema: { tags, summary: 'Fetch now', params, response: { 200: source } } },
    async ({ params: { id } }) => {
      const row = await findSource(sources, id);
      if (row.settings.kind === 'webhook')
        throw new RequestError('wrong_status', { message: 'A webhook is sent to us.' });
      sources.runner.runNow(row.id);
      return presentSource(row);
    },
  );

  app.get(
    '/sources/:id/runs',
    {
      schema: {
        tags,
        summary: 'When it was fetched',
        params,
        querystring: listQuery,
        response: { 200: sourceRunList },
      },
    },
    async ({ params: { id }, query: { limit, cursor } }) => {
      const row = await findSource(sources, id);
      const offset = readOffset(cursor);
      const { sql, workspace } = sources;
      const rows = await sql<
        {
          id: string;
          startedAt: Date;
          finishedAt: Date | null;
          files: number;
          reason: FetchReason | null;
          error: string | null;
        }[]
      >`
        select id, started_at as "startedAt", finished_at as "finishedAt", files, reason, error from source_run
        where workspace = ${workspace} and source = ${row.id} order by started_at desc limit ${limit + 1} offset ${offset}`;
      const items = rows.map((run) => ({
        ...run,
        startedAt: run.startedAt.toISOString(),
        finishedAt: run.finishedAt?.toISOString() ?? null,
      }));
      return pageOf(items, limit, offset);
    },
  );

  app.get(
    '/sources/:id/imports',
    {
      schema: { tags, summary: 'Files that it brought', params, querystring: listQuery, response: { 200: importList } },
    },
    async ({ params: { id }, query: { limit, cursor } }) => {
      const row = await findSource(sources, id);
      const offset = readOffset(cursor);
      const rows = await listImports(sources, { limit: limit + 1, offset, source: row.id });
      return pageOf(rows.map(presentImport), limit, offset);
    },
  );

  app.get(
    '/sources/:id/payloads',
    {
      schema: {
        tags,
        summary: 'The last payloads and what became of them',
        params,
        querystring: listQuery,
        response: { 200: sourcePayloadList },
      },
    },
    async ({ params: { id }, query: { limit, cursor } }) => {
      const row = await findSource(sources, id);
      const offset = readOffset(cursor);
      return pageOf(await listPayloads(sources, row.id, limit + 1, offset), limit, offset);
    },
  );

  app.post(
    '/sources/:id/payloads/:payload/retry',
    {
      schema: {
        tags,
        summary: 'Take a payload by the mapping of today',
        params: payloadParameters,
        response: { 200: sourcePayload },
      },
    },
    async ({ params: { id, payload } }) => {
      const row = await findSource(sources, id);
      const [kept] = await listPayloads(sources, row.id, 1, 0, payload);
      if (kept === undefined) throw new RequestError('not_found');
      const outcome = await receivePayload(sources, row, kept);
      await markRetried(sources, row.id, kept.id, outcome);
      return { ...kept, ...outcome };
    },
  );

  app.post(
    '/sources/try',
    {
      schema: {
        tags,
        summary: 'What a payload would become',
        body: tryPayloadRequest,
        response: { 200: triedPayload },
      },
    },
    async ({ body: { mapping, body, headers } }) => {
      const tried = convertSafely({ body, headers }, mapping, 'try');
      if (tried.type !== 'event') return { event: null, problem: tried.detail };
      return { event: tried.event as unknown as JsonObject, problem: null };
    },
  );
}

function presentSource(row: SourceRow): Source {
  const { secret, nextAt, createdAt, ...shown } = row;
  return {
    ...shown,
    hasSecret: secret !== null,
    url: row.settings.kind === 'webhook' ? `/v1/hooks/${row.id}` : null,
    nextAt: nextAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

function addressOf(settings: SourceSettings): string {
  if (settings.kind === 'https') return new URL(settings.url).origin;
  return settings.kind === 's3' ? `${settings.endpoint} ${settings.accessKeyId}` : '';
}
