import type { JourneyFile } from '#contracts/api/journey-version.ts';
import { RequestError } from '#contracts/errors.ts';
import { upgradeJourney } from '#contracts/journey/upgrade.ts';
import { type JourneyDefinition, journeyDefinition } from '#contracts/journey.ts';
import { type DefinitionParts, newestRelease } from '../../definitions/parts.ts';
import { findRow } from '../../definitions/rows.ts';

/** Newest first. */
export async function listVersions(parts: DefinitionParts, id: string) {
  const { sql, workspace } = parts;
  await findRow(parts, 'journey', id);
  const rows = await sql<{ version: number; publishedAt: Date; publishedBy: string | null }[]>`
    select version, published_at as "publishedAt", published_by as "publishedBy" from journey_version
    where workspace = ${workspace} and journey = ${id} order by version desc`;
  const inForce = (await newestRelease(parts)).journeys.filter((journey) => journey.id === id);
  return rows.map(({ version, publishedAt, publishedBy }) => {
    const released = inForce.find((journey) => journey.version === version);
    const movedTo = released?.movedTo?.version ?? null;
    return { version, publishedAt: publishedAt.toISOString(), publishedBy, entry: released?.entry === true, movedTo };
  });
}

/** Throws `not_found`. */
export async function readVersion(
  parts: DefinitionParts,
  id: string,
  version: number | 'draft',
): Promise<JourneyDefinition> {
  if (version === 'draft') return upgraded((await findRow(parts, 'journey', id)).draft);
  const { sql, workspace } = parts;
  const [row] = await sql<{ definition: string }[]>`
    select definition from journey_version
    where workspace = ${workspace} and journey = ${id} and version = ${version}`;
  if (row) return upgraded(row.definition);
  // Of versions that were published before they were kept, the release has those that people are still on.
  const released = (await newestRelease(parts)).journeys.find((one) => one.id === id && one.version === version);
  if (released) return journeyDefinition.parse(upgradeJourney(released));
  throw new RequestError('not_found', { message: `The journey "${id}" has no version ${version}.` });
}

/** The draft with the drafts of the messages that it sends. */
export async function exportJourney(parts: DefinitionParts, id: string): Promise<JourneyFile> {
  const { sql, workspace } = parts;
  const journey = await readVersion(parts, id, 'draft');
  const wanted = journey.nodes.flatMap((node) => (node.kind === 'message' ? [node.message] : []));
  const rows = await sql<{ draft: string }[]>`
    select draft from definition where workspace = ${workspace} and kind = 'message' and id = any(${wanted}::text[])
    order by id`;
  const messages = rows.map(({ draft }) => JSON.parse(draft) as JourneyFile['messages'][number]);
  return { format: 'throughline.journey', formatVersion: 1, journey, messages };
}

function upgraded(text: string): JourneyDefinition {
  return upgradeJourney(JSON.parse(text) as JourneyDefinition);
}
