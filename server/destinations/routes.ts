import { z } from 'zod';
import {
  createdDestination,
  destination,
  destinationBatchList,
  destinationBatchQuery,
  destinationList,
  replayRequest,
  replayStarted,
  rotatedSecret,
  rotateSecretRequest,
  saveDestinationRequest,
  testDestinationResponse,
} from '#contracts/api/destination.ts';
import { identifierParameter } from '#contracts/api/list.ts';
import type { Session } from '#contracts/api/session.ts';
import { destinationDefinition } from '#contracts/destination.ts';
import { pageOf, readOffset } from '../cursor.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from '../routes/routes.ts';
import { listBatches, replayFailed, replayPeriod } from './batches.ts';
import {
  deleteDestination,
  findDestination,
  insertDestination,
  listDestinations,
  moveDestination,
  presentDestination,
  saveDefinition,
  saveSecrets,
} from './destination-rows.ts';
import { createOpenEndpoint } from './open-endpoint.ts';
import { createSecret, openDestination, sealDestination } from './secret.ts';
import { sendTest } from './send-test.ts';

const tags = ['destinations'];
const params = identifierParameter;
const batchParameters = identifierParameter.extend({ batch: z.string().min(1).max(64) });

export function registerDestinations(app: Routes, parts: ServerParts): void {
  const { workspace, secretKey } = parts;
  const openEndpoint = createOpenEndpoint(secretKey);
  const seesAll = (caller: Session | null) => caller?.role !== 'viewer';
  const present = async (id: string, caller: Session | null) =>
    presentDestination(await findDestination(parts, id), seesAll(caller));

  app.get(
    '/destinations',
    { schema: { tags, summary: 'Where facts go, and how that stands', response: { 200: destinationList } } },
    async ({ caller }) => ({
      items: (await listDestinations(parts)).map((row) => presentDestination(row, seesAll(caller))),
      nextCursor: null,
    }),
  );

  app.post(
    '/destinations',
    {
      schema: {
        tags,
        summary: 'Send what is recorded from now on to an address; its secret is shown this once',
        body: destinationDefinition,
        response: { 201: createdDestination },
      },
    },
    async ({ body, caller }, reply) => {
      const secret = createSecret();
      const id = await insertDestination(parts, body, (of) =>
        sealDestination(secretKey, { workspace, id: of }, { current: secret, old: null }),
      );
      return reply.code(201).send({ destination: await present(id, caller), secret });
    },
  );

  app.get(
    '/destinations/:id',
    { schema: { tags, summary: 'One destination', params, response: { 200: destination } } },
    ({ params: { id }, caller }) => present(id, caller),
  );

  app.put(
    '/destinations/:id',
    {
      schema: {
        tags,
        summary: 'Change a destination',
        params,
        body: saveDestinationRequest,
        response: { 200: destination },
      },
    },
    async ({ params: { id }, body, caller }) => {
      await findDestination(parts, id);
      await saveDefinition(parts, id, body.definition, body.revision);
      return present(id, caller);
    },
  );

  app.delete(
    '/destinations/:id',
    { schema: { tags, summary: 'Send nothing there any more, and forget what was sent', params } },
    async ({ params: { id } }, reply) => {
      await findDestination(parts, id);
      await deleteDestination(parts, id);
      return reply.code(204).send();
    },
  );

  for (const [action, status, summary] of [
    ['pause', 'paused', 'Keep everything until it is resumed'],
    ['resume', 'active', 'Go on where it was paused'],
  ] as const) {
    app.post(
      `/destinations/:id/${action}`,
      { schema: { tags, summary, params, response: { 200: destination } } },
      async ({ params: { id }, caller }) => {
        await findDestination(parts, id);
        await moveDestination(parts, id, status);
        return present(id, caller);
      },
    );
  }

  app.post(
    '/destinations/:id/rotate-secret',
    {
      schema: {
        tags,
        summary: 'Sign with a new secret, which is shown this once, and for a while with the old one too',
        params,
        body: rotateSecretRequest,
        response: { 200: rotatedSecret },
      },
    },
    async ({ params: { id }, body: { overlapHours } }) => {
      const row = await findDestination(parts, id);
      const place = { workspace, id: row.id };
      const { current } = openDestination(secretKey, place, row.secrets);
      const secret = createSecret();
      const until = overlapHours === 0 ? null : new Date(Date.now() + overlapHours * 3_600_000);
      const sealed = sealDestination(secretKey, place, { current: secret, old: until === null ? null : current });
      await saveSecrets(parts, row, sealed, until);
      return { secret, oldSecretUntil: until?.toISOString() ?? null };
    },
  );

  app.post(
    '/destinations/:id/test',
    {
      schema: {
        tags,
        summary: 'Send an example of each kind, now',
        params,
        response: { 200: testDestinationResponse },
      },
    },
    async ({ params: { id } }) => {
      const row = await findDestination(parts, id);
      const now = Date.now();
      const endpoint = openEndpoint(
        { ...row, workspace, oldSecretUntil: row.oldSecretUntil?.getTime() ?? null, failingSince: null },
        now,
      );
      try {
        return await sendTest(endpoint, row.definition, now);
      } finally {
        endpoint.close();
      }
    },
  );

  app.get(
    '/destinations/:id/deliveries',
    {
      schema: {
        tags,
        summary: 'Requests to a destination with their tries, newest first',
        params,
        querystring: destinationBatchQuery,
        response: { 200: destinationBatchList },
      },
    },
    async ({ params: { id }, query: { status, limit, cursor } }) => {
      const { id: found } = await findDestination(parts, id);
      const offset = readOffset(cursor);
      return pageOf(await listBatches(parts, found, { status, limit: limit + 1, offset }), limit, offset);
    },
  );

  app.post(
    '/destinations/:id/replay',
    {
      schema: {
        tags,
        summary: 'Send again what happened within a period',
        params,
        body: replayRequest,
        response: { 202: replayStarted },
      },
    },
    async ({ params: { id }, body }, reply) => {
      const { id: found } = await findDestination(parts, id);
      const streams = await replayPeriod(parts, found, { from: new Date(body.from), to: new Date(body.to) });
      return reply.code(202).send({ streams });
    },
  );

  app.post(
    '/destinations/:id/replay-failed',
    { schema: { tags, summary: 'Send again everything that failed', params, response: { 202: replayStarted } } },
    async ({ params: { id } }, reply) => {
      const { id: found } = await findDestination(parts, id);
      return reply.code(202).send({ streams: await replayFailed(parts, found) });
    },
  );

  app.post(
    '/destinations/:id/deliveries/:batch/replay',
    {
      schema: {
        tags,
        summary: 'Send one request again that failed',
        params: batchParameters,
        response: { 202: replayStarted },
      },
    },
    async ({ params: { id, batch } }, reply) => {
      const { id: found } = await findDestination(parts, id);
      return reply.code(202).send({ streams: await replayFailed(parts, found, batch) });
    },
  );
}
