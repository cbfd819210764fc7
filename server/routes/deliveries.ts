import { deliveryDetail, deliveryList, deliveryListQuery } from '#contracts/api/delivery.ts';
import { inboxList, inboxListQuery, inboxMessage, replyRequest, replyTaken } from '#contracts/api/inbox.ts';
import { identifierParameter } from '#contracts/api/list.ts';
import { RequestError } from '#contracts/errors.ts';
import { findPendingHandOver } from '../delivery/pending-hand-over.ts';
import type { ServerParts } from '../parts.ts';
import { redactFor } from '../schema/mask/redact.ts';
import type { Routes } from './routes.ts';

export function registerDeliveries(app: Routes, parts: ServerParts): void {
  const { analytics, inbox, workspace } = parts;
  app.get(
    '/deliveries',
    {
      schema: {
        tags: ['messages'],
        summary: 'Every message to every person, sent or held back, newest first',
        querystring: deliveryListQuery,
        response: { 200: deliveryList },
      },
    },
    async ({ query }) => {
      const { items, nextCursor } = await analytics.deliveries(workspace, query);
      return { items: [...items], nextCursor };
    },
  );

  app.get(
    '/deliveries/:id',
    {
      schema: {
        tags: ['messages'],
        summary: 'Why one message was sent or not, what it waits for, and what became of it',
        params: identifierParameter,
        response: { 200: deliveryDetail },
      },
    },
    async ({ params: { id } }) => {
      const found = await analytics.delivery(workspace, id);
      if (found !== undefined) return { ...found, pending: await findPendingHandOver(parts, found) };
      throw new RequestError('not_found', { message: `There is no delivery "${id}".` });
    },
  );

  app.get(
    '/inbox',
    {
      schema: {
        tags: ['inbox'],
        summary: 'What the sandbox took, newest first',
        querystring: inboxListQuery,
        response: { 200: inboxList },
      },
    },
    async ({ query, caller }) => {
      const { items, nextCursor } = await inbox.list(workspace, query);
      const redact = await redactFor(parts, caller);
      if (redact === undefined) return { items: [...items], nextCursor };
      const shown = await Promise.all(items.map(async (item) => redact(item, item.profile)));
      // The search looks at the whole of a message: what it found by what is hidden would tell what that is.
      const word = query.search?.toLowerCase() ?? '';
      const found = shown.filter(({ subject }) => subject.toLowerCase().includes(word));
      return { items: found, nextCursor };
    },
  );

  app.get(
    '/inbox/:id',
    {
      schema: {
        tags: ['inbox'],
        summary: 'One message as its receiver would see it',
        params: identifierParameter,
        response: { 200: inboxMessage },
      },
    },
    async ({ params: { id }, caller }) => {
      const found = await inbox.find(workspace, id);
      const redact = await redactFor(parts, caller);
      if (found !== undefined) return redact === undefined ? found : redact(found, found.profile);
      throw new RequestError('not_found', {
        message: `The sandbox has no message "${id}"; it keeps them for some days.`,
      });
    },
  );

  app.post(
    '/inbox/:id/replies',
    {
      schema: {
        tags: ['inbox'],
        summary: 'Answers a message of the sandbox as its receiver',
        params: identifierParameter,
        body: replyRequest,
        response: { 202: replyTaken },
      },
    },
    async ({ params: { id }, body: { text } }, reply) => {
      const answer = await inbox.reply(workspace, id, text);
      if (answer !== undefined) return reply.code(202).send(answer);
      throw new RequestError('not_found', {
        message: `The sandbox has no message "${id}" that can be answered; e-mail and SMS can.`,
      });
    },
  );
}
