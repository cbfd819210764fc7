import { journey } from '#contracts/api/journey.ts';
import {
  importJourneyRequest,
  journeyDiff,
  journeyDiffQuery,
  journeyFile,
  journeyFileReport,
  journeyMappings,
  journeyVersion,
  journeyVersionList,
  journeyVersionParameters,
} from '#contracts/api/journey-version.ts';
import { identifierParameter } from '#contracts/api/list.ts';
import { diffJourney } from '#contracts/journey-editing/diff-journey.ts';
import type { ServerParts } from '../../parts.ts';
import type { Routes } from '../../routes/routes.ts';
import { checkJourneyFile } from './check-journey-file.ts';
import { importJourney } from './import-journey.ts';
import { proposeMappings } from './propose-mappings.ts';
import { exportJourney, listVersions, readVersion } from './versions.ts';

/** Bytes; a journey brings up to 200 messages, each with pages of HTML. */
const longestFile = 16 * 1_048_576;

/** Versions of journeys: what each was, what differs, where people would move, and the way into another workspace. */
export function registerJourneyVersions(app: Routes, parts: ServerParts): void {
  const tags = ['journeys'];
  const params = identifierParameter;

  app.get(
    '/journeys/:id/versions',
    {
      schema: { tags, summary: 'Every published version, newest first', params, response: { 200: journeyVersionList } },
    },
    async ({ params: { id } }) => ({ items: await listVersions(parts, id) }),
  );

  app.get(
    '/journeys/:id/versions/:version',
    {
      schema: {
        tags,
        summary: 'One version as it was published',
        params: journeyVersionParameters,
        response: { 200: journeyVersion },
      },
    },
    ({ params: { id, version } }) => readVersion(parts, id, version),
  );

  app.get(
    '/journeys/:id/diff',
    {
      schema: {
        tags,
        summary: 'What differs between two versions, or a version and the draft',
        params,
        querystring: journeyDiffQuery,
        response: { 200: journeyDiff },
      },
    },
    async ({ params: { id }, query: { from, to } }) => ({
      changes: diffJourney(await readVersion(parts, id, from), await readVersion(parts, id, to)),
    }),
  );

  app.get(
    '/journeys/:id/mapping',
    {
      schema: {
        tags,
        summary: 'Where the people inside would go if the draft were published',
        params,
        response: { 200: journeyMappings },
      },
    },
    async ({ params: { id } }) => ({ versions: await proposeMappings(parts, id) }),
  );

  app.get(
    '/journeys/:id/export',
    {
      schema: {
        tags,
        summary: 'The draft and its messages, for another workspace',
        params,
        response: { 200: journeyFile },
      },
    },
    ({ params: { id } }) => exportJourney(parts, id),
  );

  app.post(
    '/journeys/import/check',
    {
      bodyLimit: longestFile,
      schema: {
        tags,
        summary: 'What an import would make, and what it would miss here',
        body: journeyFile,
        response: { 200: journeyFileReport },
      },
    },
    ({ body }) => checkJourneyFile(parts, body),
  );

  app.post(
    '/journeys/import',
    {
      bodyLimit: longestFile,
      schema: {
        tags,
        summary: 'Make drafts of an exported journey',
        body: importJourneyRequest,
        response: { 201: journey },
      },
    },
    async ({ body, caller }, reply) => reply.code(201).send(await importJourney(parts, body, caller ?? undefined)),
  );
}
