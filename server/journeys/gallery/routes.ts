import { z } from 'zod';
import { journey } from '#contracts/api/journey.ts';
import { journeyTemplateList, useTemplateRequest } from '#contracts/api/journey-template.ts';
import type { ServerParts } from '../../parts.ts';
import type { Routes } from '../../routes/routes.ts';
import { presentTemplate, templates } from './templates.ts';
import { startFromTemplate } from './use-template.ts';

/** Ready journeys to begin with. */
export function registerJourneyGallery(app: Routes, parts: ServerParts): void {
  const tags = ['journeys'];
  app.get(
    '/journey-templates',
    { schema: { tags, summary: 'The gallery of ready journeys', response: { 200: journeyTemplateList } } },
    async () => ({ items: templates().map(presentTemplate) }),
  );
  app.post(
    '/journey-templates/:template/use',
    {
      schema: {
        tags,
        summary: 'Make drafts of a ready journey, its messages and segments',
        params: z.object({ template: z.string().max(64) }),
        body: useTemplateRequest,
        response: { 201: journey },
      },
    },
    async ({ params: { template }, body, caller }, reply) =>
      reply.code(201).send(await startFromTemplate(parts, template, body, caller ?? undefined)),
  );
}
