import { z } from 'zod';
import {
  editJourneyAnswer,
  editJourneyRequest,
  journeyLiveQuery,
  journeyPlaceRequest,
} from '#contracts/api/journey-editing.ts';
import { identifierParameter } from '#contracts/api/list.ts';
import { findRow } from '../../definitions/rows.ts';
import { type EventStream, openEventStream } from '../../live/event-stream.ts';
import type { ServerParts } from '../../parts.ts';
import type { Routes } from '../../routes/routes.ts';
import { mergeEdit } from './merge-edit.ts';
import { createOpenCanvases } from './open-canvases.ts';

/** Who was removed from the team sees nothing more after at most this long. */
const permissionMilliseconds = 5_000;

/** Several people on one canvas: what they change is merged, and each sees where the others are. */
export function registerJourneyEditing(app: Routes, parts: ServerParts): void {
  const canvases = createOpenCanvases();
  const streams = new Set<EventStream>();
  const params = identifierParameter;
  const tags = ['journeys'];

  app.addHook('preClose', async () => {
    for (const stream of streams) stream.close();
  });

  // Publishing, pausing and scripts change a journey too, by routes that know nothing of canvases.
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const route = request.routeOptions.url ?? '';
    if (method === 'GET' || reply.statusCode >= 300 || !/\/journeys\/:id(\/|$)/.test(route)) return;
    if (route.endsWith('/edits') || route.endsWith('/place')) return;
    const { id } = request.params as { readonly id: string };
    canvases.touched(id, { editor: null, name: request.caller?.name ?? '' });
  });

  app.post(
    '/journeys/:id/edits',
    {
      schema: {
        tags,
        summary: 'Merge changes into the draft',
        params,
        body: editJourneyRequest,
        response: { 200: editJourneyAnswer },
      },
    },
    async ({ params: { id }, body: { editor = null, changes }, caller }) => {
      const { saved, ...answer } = await mergeEdit(parts, id, changes, caller ?? undefined);
      if (saved) canvases.touched(id, { editor, name: caller?.name ?? '' });
      return answer;
    },
  );

  app.put(
    '/journeys/:id/place',
    { schema: { hide: true, params, body: journeyPlaceRequest, response: { 204: z.undefined() } } },
    async ({ params: { id }, body: { editor, node } }, reply) => {
      canvases.move(id, editor, node);
      return reply.code(204).send();
    },
  );

  app.get(
    '/journeys/:id/live',
    { schema: { params, querystring: journeyLiveQuery, hide: true } },
    async (request, reply) => {
      const { id } = request.params;
      const { editor } = request.query;
      await findRow(parts, 'journey', id);
      reply.hijack();
      const stream = openEventStream(reply.raw, reply.getHeaders() as Record<string, string>);
      const name = request.caller?.name ?? '';
      const mayChange = request.caller?.role === 'admin';
      const leave = canvases.open(
        id,
        { editor, name, node: null, mayChange },
        {
          onEditors: (editors) => stream.send('editors', editors),
          onTouched: (touched) => stream.send('touched', touched),
        },
      );
      streams.add(stream);
      const watch = setInterval(() => {
        const look = async () => {
          if (!(await request.isStillAllowed())) stream.close();
        };
        look().catch((error: unknown) => request.log.warn({ err: error }, 'journey stream'));
      }, permissionMilliseconds);
      watch.unref();
      void stream.closed.then(() => {
        clearInterval(watch);
        leave();
        streams.delete(stream);
      });
    },
  );
}
