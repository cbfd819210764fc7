import { deliveryDetail, deliveryList, deliveryListQuery } from '#contracts/api/delivery.ts';
import { inboxList, inboxListQuery, inboxMessage, replyRequest, replyTaken } from '#contracts/api/inbox.ts';
import { identifierParameter } from '#contracts/api/list.ts';
import { RequestError } from '#contracts/errors.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from './routes.ts';

export function registerDeliveries(app: Routes, { analytics, inbox, workspace }: ServerParts): void {
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
        summary: 'Why one message was sent or not, and what became of it',
        params: identifierParameter,
        response: { 200: deliveryDetail },
      },
    },
    async ({ params: { id } }) => {
      const found = await analytics.delivery(workspace, id);
      if (found !== undefined) return found;
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
    async ({ query }) => {
      const { items, nextCursor } = await inbox.list(workspace, query);
      return { items: [...items], nextCursor };
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
    async ({ params: { id } }) => {
      const found = await inbox.find(workspace, id);
      if (found !== undefined) return found;
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
