import { inboundList, inboundListQuery } from '#contracts/api/inbound-message.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from './routes.ts';

export function registerInboundMessages(app: Routes, { analytics, workspace }: ServerParts): void {
  app.get(
    '/inbound-messages',
    {
      schema: {
        tags: ['messages'],
        summary: 'What people wrote to the brand, newest first',
        querystring: inboundListQuery,
        response: { 200: inboundList },
      },
    },
    async ({ query }) => {
      const { items, nextCursor } = await analytics.inboundMessages(workspace, query);
      return { items: [...items], nextCursor };
    },
  );
}
