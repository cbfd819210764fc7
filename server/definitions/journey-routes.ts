import { z } from 'zod';
import {
  createJourneyRequest,
  declineJourneyRequest,
  journey,
  journeyCounts,
  journeyList,
  saveJourneyRequest,
} from '#contracts/api/journey.ts';
import { publishJourneyRequest, stopJourneyRequest } from '#contracts/api/journey-version.ts';
import { identifierParameter, listQuery } from '#contracts/api/list.ts';
import { pageOf, readOffset } from '../cursor.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from '../routes/routes.ts';
import { pauseJourney, restoreJourney, resumeJourney, stopJourney } from './journey-status.ts';
import { createJourney, deleteJourney, getJourney, saveJourney } from './journeys.ts';
import { listJourneys } from './list-journeys.ts';
import { declineJourney, publishJourney } from './publish-journey.ts';
import { findRow } from './rows.ts';

export function registerJourneys(app: Routes, parts: ServerParts): void {
  const { analytics, workspace } = parts;
  const tags = ['journeys'];
  const params = identifierParameter;

  app.get(
    '/journeys',
    {
      schema: {
        tags,
        summary: 'List journeys, the last changed first',
        querystring: listQuery,
        response: { 200: journeyList },
      },
    },
    async ({ query: { limit, cursor }, caller: reader }) => {
      const offset = readOffset(cursor);
      return pageOf(await listJourneys(parts, { limit: limit + 1, offset, reader }), limit, offset);
    },
  );

  app.post(
    '/journeys',
    {
      schema: { tags, summary: 'Create a journey as a draft', body: createJourneyRequest, response: { 201: journey } },
    },
    async ({ body, caller }, reply) => reply.code(201).send(await createJourney(parts, body, caller ?? undefined)),
  );

  app.get(
    '/journeys/:id',
    {
      schema: {
        tags,
        summary: 'One journey with draft, published version and problems',
        params,
        response: { 200: journey },
      },
    },
    ({ params: { id } }) => getJourney(parts, id),
  );

  app.put(
    '/journeys/:id',
    { schema: { tags, summary: 'Save the draft', params, body: saveJourneyRequest, response: { 200: journey } } },
    ({ params: { id }, body, caller }) => saveJourney(parts, id, body, caller ?? undefined),
  );

  app.get(
    '/journeys/:id/counts',
    { schema: { tags, summary: 'People, messages and revenue by node', params, response: { 200: journeyCounts } } },
    async ({ params: { id } }) => {
      await findRow(parts, 'journey', id);
      return analytics.journeyCounts(workspace, id);
    },
  );

  app.post(
    '/journeys/:id/publish',
    {
      schema: {
        tags,
        summary:
          'Put the draft into force as a new version; where a second person publishes, only by somebody signed in',
        params,
        body: publishJourneyRequest,
        response: { 200: journey },
      },
    },
    ({ params: { id }, body, caller }) =>
      publishJourney(parts, id, { move: body?.move, ...(caller && { by: caller }) }),
  );

  app.post(
    '/journeys/:id/decline',
    {
      schema: {
        tags,
        summary: "Say no to a colleague's draft, and why",
        params,
        body: declineJourneyRequest,
        response: { 200: journey },
      },
    },
    ({ params: { id }, body, caller }) => declineJourney(parts, id, body, caller ?? undefined),
  );

  app.post(
    '/journeys/:id/stop',
    {
      schema: {
        tags,
        summary: 'End a journey for good, at once or when the last one inside is through',
        params,
        body: stopJourneyRequest,
        response: { 200: journey },
      },
    },
    ({ params: { id }, body: { how } }) => stopJourney(parts, id, how),
  );

  const actions = {
    pause: { summary: 'Let nobody enter any more', run: pauseJourney },
    resume: { summary: 'Let people enter again', run: resumeJourney },
    restore: { summary: 'Make a draft of an archived journey', run: restoreJourney },
  } as const;
  for (const [name, { summary, run }] of Object.entries(actions)) {
    app.post(
      `/journeys/:id/${name}`,
      { schema: { tags, summary, params, response: { 200: journey } } },
      ({ params: { id } }) => run(parts, id),
    );
  }

  app.delete(
    '/journeys/:id',
    { schema: { tags, summary: 'Delete a journey that nobody enters', params, response: { 204: z.undefined() } } },
    async ({ params: { id } }, reply) => {
      await deleteJourney(parts, id);
      return reply.code(204).send();
    },
  );
}
