import type { Journey } from '#contracts/api/journey.ts';
import type { JourneyFile } from '#contracts/api/journey-version.ts';
import { createJourney } from '../../definitions/journeys.ts';
import { createMessage } from '../../definitions/messages.ts';
import type { DefinitionParts } from '../../definitions/parts.ts';

/**
 * Makes drafts of a journey and of the messages that it sends, under ids of their own where theirs are taken. A message
 * that is here already with the same content is used as it is.
 */
export async function importJourney(parts: DefinitionParts, file: JourneyFile): Promise<Journey> {
  const { sql, workspace } = parts;
  const renamed = new Map<string, string>();
  for (const message of file.messages) {
    const [same] = await sql<{ id: string; draft: string }[]>`
      select id, draft from definition where workspace = ${workspace} and kind = 'message' and id = ${message.id}`;
    if (same && JSON.stringify(sorted(JSON.parse(same.draft))) === JSON.stringify(sorted(message))) continue;
    const { id } = await createMessage(parts, {
      name: message.name,
      draft: message,
      ...(same === undefined && { id: message.id }),
    });
    renamed.set(message.id, id);
  }
  const nodes = file.journey.nodes.map((node) =>
    node.kind === 'message' ? { ...node, message: renamed.get(node.message) ?? node.message } : node,
  );
  return createJourney(parts, { name: file.journey.name, draft: { ...file.journey, nodes } });
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}
