import { z } from 'zod';
import { deadLetterList } from '#contracts/api/dead-letter.ts';
import { listQuery } from '#contracts/api/list.ts';
import { system } from '#contracts/api/system.ts';
import { readOffset } from '../cursor.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from '../routes/routes.ts';
import { listDeadLetters, retryDeadLetter } from './dead-letters.ts';
import { readSystem } from './read-system.ts';

export function registerSystem(app: Routes, parts: ServerParts): void {
  const tags = ['operations'];

  app.get(
    '/dead-letters',
    { schema: { tags, summary: 'What could not be done', querystring: listQuery, response: { 200: deadLetterList } } },
    async ({ query: { limit, cursor } }) => {
      const { items, nextCursor } = await listDeadLetters(parts, limit, readOffset(cursor));
      return { items: [...items], nextCursor };
    },
  );

  app.post(
    '/dead-letters/:id/retry',
    {
      schema: {
        tags,
        summary: 'Try it once more',
        params: z.object({ id: z.string().min(1).max(300) }),
        response: { 204: z.undefined() },
      },
    },
    async ({ params: { id } }, reply) => {
      await retryDeadLetter(parts, id);
      return reply.code(204).send();
    },
  );

  app.get('/system', { schema: { tags, summary: 'How the platform is doing', response: { 200: system } } }, () =>
    readSystem(parts),
  );
}
