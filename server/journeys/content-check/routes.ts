import { journeyContentCheck } from '#contracts/api/journey-content.ts';
import { identifierParameter } from '#contracts/api/list.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import { newestRelease } from '../../definitions/parts.ts';
import { getSettings } from '../../definitions/settings.ts';
import type { ServerParts } from '../../parts.ts';
import type { Routes } from '../../routes/routes.ts';
import { readVersion } from '../versions/versions.ts';
import { type CountPeople, channelGaps } from './channel-gaps.ts';
import { checkContent } from './check-content.ts';
import { sampleOf } from './sample.ts';

/** What the messages of a draft would say to a few real people, before anybody gets them. */
export function registerContentCheck(app: Routes, parts: ServerParts): void {
  app.get(
    '/journeys/:id/content-check',
    {
      schema: {
        tags: ['journeys'],
        summary:
          'What fails or is missing when the messages of the draft are rendered for people of its audience, and whom they have no variant for',
        params: identifierParameter,
        response: { 200: journeyContentCheck },
      },
    },
    async ({ params: { id } }) => {
      const definition = await readVersion(parts, id, 'draft');
      const [sample, messages, settings] = await Promise.all([
        sampleOf(parts, definition),
        messagesOf(parts),
        getSettings(parts),
      ]);
      const { workspace, analytics } = parts;
      const segments = new Set((await newestRelease(parts)).segments.map((segment) => segment.id));
      const count: CountPeople = async (condition) => {
        const found = await analytics.previewSegment(workspace, { condition, precision: 'estimate', compareWith: [] });
        return { people: found.count, exact: found.exact };
      };
      const gaps = await channelGaps(count, { definition, messages, settings, segments });
      return {
        ...(await checkContent(parts.renderPreview, { workspace, definition, messages, settings, ...sample })),
        gaps: [...gaps],
      };
    },
  );
}

/** As they would be sent: published, or as they are drafted where they never were. */
async function messagesOf({ sql, workspace }: ServerParts): Promise<ReadonlyMap<string, MessageDefinition>> {
  const rows = await sql<{ id: string; definition: string }[]>`
    select id, coalesce(published, draft) as definition from definition
    where workspace = ${workspace} and kind = 'message'`;
  return new Map(rows.map(({ id, definition }) => [id, JSON.parse(definition) as MessageDefinition]));
}
