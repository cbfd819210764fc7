import type { JourneyFileReport } from '#contracts/api/journey-version.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import type { DefinitionParts } from '../../definitions/parts.ts';

type Standing = JourneyFileReport['messages'][number]['here'];

/** Whether a message of a file is new here, the same as one that is here, or has the id of another one. */
export async function standingOf({ sql, workspace }: DefinitionParts, message: MessageDefinition): Promise<Standing> {
  const [row] = await sql<{ draft: string }[]>`
    select draft from definition where workspace = ${workspace} and kind = 'message' and id = ${message.id}`;
  if (row === undefined) return 'new';
  return JSON.stringify(sorted(JSON.parse(row.draft))) === JSON.stringify(sorted(message)) ? 'same' : 'other';
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}
