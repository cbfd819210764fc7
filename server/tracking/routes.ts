import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CountryCode } from 'libphonenumber-js/max';
import type { z } from 'zod';
import { importQuery } from '#contracts/api/sent-import.ts';
import { RequestError } from '#contracts/errors.ts';
import type { JsonObject } from '#contracts/json.ts';
import { batchByteLimit, type TrackingType } from '#contracts/tracking.ts';
import { findApiKey } from '../auth/api-keys.ts';
import { userOfHeader, type WriteKeySender } from '../auth/write-keys.ts';
import { fieldError } from '../field-error.ts';
import { countNamedImport, openNamedImport } from '../imports/named-import.ts';
import { requireSentImport } from '../imports/sent-import-rows.ts';
import type { ServerParts } from '../parts.ts';
import { countryOf } from '../workspace-country.ts';
import { type Acceptance, acceptBatch, acceptEvent } from './accept-events.ts';
import { createAnswerInTime } from './answer-in-time.ts';
import type { IdentityReader } from './identities.ts';
import { readTrackingBody, type TrackingBody } from './read-body.ts';
import { settingsDocument } from './settings-document.ts';
import type { TrackingMetrics } from './tracking-metrics.ts';

/** Long names for servers, one letter for Segment's browser client. */
const paths: { readonly [path: string]: TrackingType | 'batch' } = {
  '/v1/identify': 'identify',
  '/v1/i': 'identify',
  '/v1/track': 'track',
  '/v1/t': 'track',
  '/v1/page': 'page',
  '/v1/p': 'page',
  '/v1/screen': 'screen',
  '/v1/s': 'screen',
  '/v1/group': 'group',
  '/v1/g': 'group',
  '/v1/alias': 'alias',
  '/v1/a': 'alias',
  '/v1/batch': 'batch',
  '/v1/b': 'batch',
};

export interface TrackingParts extends Pick<ServerParts, 'sql' | 'sink' | 'writeKeys'> {
  /** Country in which phone numbers without `+` are read. */
  readonly country: () => CountryCode;
  readonly identities: () => IdentityReader;
  readonly metrics: TrackingMetrics;
}

/**
 * Bytes of bodies whose events wait to be stored; parsed they take some times as much. Ordinary events come to the limit
 * of their number first, but thousands of the largest would fill the memory.
 */
const bytesWaiting = 64 * 1024 * 1024;

type TrackingRequest = FastifyRequest<{ Body: Buffer | undefined }>;

/** Segment's HTTP tracking specification. Any website may call it: a write key is public and may only send. */
export function registerTracking(app: FastifyInstance, parts: TrackingParts): void {
  const hold = createHold();
  const inTime = createAnswerInTime({ milliseconds: 5_000, underWay: 500 });
  app.removeAllContentTypeParsers();
  // Beacons say text/plain, some senders nothing at all: what the body is shows when it is parsed.
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: batchByteLimit }, (_request, body, done) =>
    done(null, body),
  );
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('access-control-allow-origin', '*');
  });

  app.options('/v1/*', (_request, reply) =>
    reply
      .header('access-control-allow-methods', 'GET, POST, OPTIONS')
      .header('access-control-allow-headers', 'authorization, content-type, content-encoding, x-retry-count')
      .header('access-control-expose-headers', 'retry-after')
      .header('access-control-max-age', '86400')
      .code(204)
      .send(),
  );

  for (const [path, type] of Object.entries(paths)) {
    app.post(path, async (request: TrackingRequest, reply) => {
      const receivedAt = Date.now();
      const early = senderOfHeader(request, parts);
      const { object: body, bytes } = await readBody(request);
      const { workspace, take } = early ?? senderOfBody(body, parts);
      const events = type === 'batch' && Array.isArray(body.batch) ? body.batch.length : 1;
      const wait = take(events, receivedAt);
      if (wait > 0) {
        parts.metrics.countLimited(type, events);
        throw new RequestError('rate_limited', { retryAfterSeconds: wait });
      }
      const sender = {
        workspace,
        country: parts.country(),
        identities: parts.identities(),
        imported: false,
        trusted: false,
      };
      const acceptance = await hold(bytes, () =>
        type === 'batch'
          ? acceptBatch(body, sender, receivedAt, parts.sink)
          : acceptEvent(body, type, sender, receivedAt, parts.sink),
      );
      parts.metrics.count(type, acceptance);
      return answer(reply, acceptance);
    });
  }

  app.post('/v1/import', async (request: TrackingRequest, reply) => {
    const receivedAt = Date.now();
    const holder = await hold(request.body?.length ?? 0, () =>
      inTime(() => findApiKey(parts.sql, keyOf(request.headers.authorization ?? ''))),
    );
    if (holder === undefined) throw new RequestError('unauthorized');
    if (holder.role !== 'admin') throw new RequestError('forbidden');
    const imports = { sql: parts.sql, workspace: holder.workspace };
    const { import: told, name, country } = importOf(request);
    if (told !== undefined) await inTime(() => requireSentImport(imports, told));
    const import_ = name === undefined ? told : await inTime(() => openNamedImport(imports, name));
    const sender = {
      workspace: holder.workspace,
      country: country === undefined ? parts.country() : countryOf({ country }),
      identities: parts.identities(),
      imported: true,
      ...(import_ !== undefined && { import: import_ }),
      trusted: true,
      tellsUnread: true,
    };
    const { object, bytes } = await readBody(request);
    const acceptance = await hold(bytes, () => acceptBatch(object, sender, receivedAt, parts.sink));
    parts.metrics.count('import', acceptance);
    if (import_ !== undefined && name !== undefined) {
      await inTime(() => countNamedImport(imports, import_, { ...acceptance, rejected: acceptance.rejected.length }));
    }
    return answer(reply, acceptance, true);
  });

  app.get<{ Params: { writeKey: string } }>('/v1/projects/:writeKey/settings', (request, reply) => {
    const { writeKey } = request.params;
    if (parts.writeKeys.find(writeKey) === undefined) throw new RequestError('invalid_write_key');
    return reply
      .header('cache-control', 'public, max-age=120')
      .send(settingsDocument(writeKey, request.protocol, request.host));
  });

  // The browser client's own performance figures, which it would send to Segment.
  app.post('/v1/m', (_request, reply) => success(reply));
}

/** Runs work whose body is held in memory meanwhile, or refuses it where too much is held already. */
function createHold(): <T>(bytes: number, work: () => Promise<T>) => Promise<T> {
  let held = 0;
  return async (bytes, work) => {
    if (held > 0 && held + bytes > bytesWaiting) throw new RequestError('busy', { retryAfterSeconds: 2 });
    held += bytes;
    try {
      return await work();
    } finally {
      held -= bytes;
    }
  };
}

function senderOfHeader({ headers }: FastifyRequest, { writeKeys }: TrackingParts): WriteKeySender | undefined {
  if (headers.authorization === undefined) return undefined;
  const sender = writeKeys.findByHeader(headers.authorization);
  if (sender === undefined) throw new RequestError('invalid_write_key');
  return sender;
}

function senderOfBody({ writeKey }: JsonObject, { writeKeys }: TrackingParts): WriteKeySender {
  const sender = typeof writeKey === 'string' ? writeKeys.find(writeKey) : undefined;
  if (sender === undefined) throw new RequestError('invalid_write_key');
  return sender;
}

function importOf({ query }: TrackingRequest): z.infer<typeof importQuery> {
  const parsed = importQuery.safeParse(query);
  if (parsed.success) return parsed.data;
  const isCountry = parsed.error.issues.some(({ path }) => path[0] === 'country');
  if (isCountry) {
    const message = 'must be the two ISO 3166 letters of a country, for example GB';
    throw fieldError('country', 'not_a_country', `country ${message}`);
  }
  const message = 'must be the id of an import, or a name of at most 200 characters in its place';
  throw fieldError('import', 'wrong_form', `import ${message}`);
}

function keyOf(authorization: string): string {
  return /^bearer\s+(\S+)$/i.exec(authorization)?.[1] ?? userOfHeader(authorization);
}

async function readBody({ body, headers }: TrackingRequest): Promise<TrackingBody> {
  if (body === undefined) throw new RequestError('malformed_json');
  return readTrackingBody(body, headers['content-encoding']);
}

function answer(
  reply: FastifyReply,
  { accepted, duplicates, rejected, unread = [] }: Acceptance,
  inFull = false,
): FastifyReply {
  if (rejected.length === 0 && !inFull) return success(reply);
  const [first] = rejected;
  // What does not fit the schema is kept, or is to be ignored: to the sender the call succeeded.
  const misfit = rejected.some(({ reason }) => reason !== undefined);
  if (accepted > 0 || misfit || first === undefined)
    return reply.send({ success: true, accepted, duplicates, rejected, ...(unread.length > 0 && { unread }) });
  const error = { code: 'invalid_event', message: first.message };
  return reply.code(400).send({ success: false, accepted, duplicates, rejected, error });
}

function success(reply: FastifyReply): FastifyReply {
  return reply.type('application/json; charset=utf-8').send('{"success":true}');
}
