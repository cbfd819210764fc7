import { z } from 'zod';
import { changeWriteKeyRequest, createdKey, createKeyRequest, keyList } from '#contracts/api/key.ts';
import { identifierParameter } from '#contracts/api/list.ts';
import { session } from '#contracts/api/session.ts';
import { RequestError } from '#contracts/errors.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from '../routes/routes.ts';
import { createKey, deleteKey, limitWriteKey, listKeys } from './key-list.ts';

type KeyParts = Pick<ServerParts, 'sql' | 'workspace' | 'writeKeys'>;

export function registerKeys(app: Routes, { sql, workspace, writeKeys }: KeyParts): void {
  const tags = ['settings'];

  app.get(
    '/session',
    { schema: { tags: ['session'], summary: 'Who is asking', response: { 200: session } } },
    async ({ caller }) => {
      if (caller === null) throw new RequestError('unauthorized');
      return caller;
    },
  );

  app.get('/keys', { schema: { tags, summary: 'List write keys and API keys', response: { 200: keyList } } }, () =>
    listKeys(sql, workspace, writeKeys),
  );

  app.post(
    '/keys',
    {
      schema: {
        tags,
        summary: 'Create a key; an API key is shown only now',
        body: createKeyRequest,
        response: { 201: createdKey },
      },
    },
    async ({ body }, reply) => {
      const created = await createKey(sql, workspace, body);
      await writeKeys.reload();
      return reply.code(201).send(created);
    },
  );

  app.put(
    '/keys/:id',
    {
      schema: {
        tags,
        summary: 'Set how many events a second a write key may send',
        params: identifierParameter,
        body: changeWriteKeyRequest,
        response: { 204: z.undefined() },
      },
    },
    async ({ params: { id }, body: { eventsPerSecond } }, reply) => {
      await limitWriteKey(sql, workspace, id, eventsPerSecond);
      await writeKeys.reload();
      return reply.code(204).send();
    },
  );

  app.delete(
    '/keys/:id',
    {
      schema: {
        tags,
        summary: 'Delete a key: it stops working',
        params: identifierParameter,
        response: { 204: z.undefined() },
      },
    },
    async ({ params: { id } }, reply) => {
      await deleteKey(sql, workspace, id);
      await writeKeys.reload();
      return reply.code(204).send();
    },
  );
}
