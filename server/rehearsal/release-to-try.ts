import { referencesOf } from '#contracts/journey/references.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { messageDefinition } from '#contracts/message.ts';
import type { Release } from '#contracts/release.ts';
import { type SegmentDefinition, segmentDefinition } from '#contracts/segment.ts';
import { withStages } from '#core/profile/lifecycle.ts';
import { type DefinitionParts, newestRelease } from '../definitions/parts.ts';
import { referenceProblems } from '../definitions/segment-references.ts';

/**
 * What is in force, and beside it the drafts of the messages and segments that the journey names and that are not: a journey is
 * tried before anything of it is published. What is in force stays as it is, whatever has become of its draft.
 */
export async function releaseToTry(parts: DefinitionParts, draft: JourneyDefinition): Promise<Release> {
  const published = await newestRelease(parts);
  const newest = withStages(published, published.number);
  const messages = (await draftsOf(parts, 'message', namesIn(draft, 'message', newest.messages))).flatMap((text) => {
    const { success, data } = messageDefinition.safeParse(text);
    return success ? [data] : [];
  });
  const release = { ...newest, messages: [...newest.messages, ...messages] };
  return withSegments(release, await segmentDrafts(parts, draft, newest));
}

/** With those that they name themselves. */
async function segmentDrafts(
  parts: DefinitionParts,
  draft: JourneyDefinition,
  { segments }: Release,
): Promise<readonly SegmentDefinition[]> {
  const found: SegmentDefinition[] = [];
  for (let wanted = namesIn(draft, 'segment', segments); wanted.length > 0; ) {
    const more = (await draftsOf(parts, 'segment', wanted)).flatMap((text) => {
      const { success, data } = segmentDefinition.safeParse(text);
      return success ? [data] : [];
    });
    found.push(...more);
    wanted = namesIn(more, 'segment', [...segments, ...found]);
  }
  return found;
}

/** Those that could be published, each after the ones that it names: a circle among them stays out. */
function withSegments(release: Release, drafts: readonly SegmentDefinition[]): Release {
  const next = drafts.find((draft) => referenceProblems(draft, release).length === 0);
  if (next === undefined) return release;
  const segments = [...release.segments, { ...next, sinceRelease: release.number }];
  const rest = drafts.filter((draft) => draft !== next);
  return withSegments({ ...release, segments }, rest);
}

function namesIn(part: unknown, noun: 'message' | 'segment', known: readonly { readonly id: string }[]): string[] {
  return referencesOf(part).flatMap((one) =>
    one.noun === noun && !known.some(({ id }) => id === one.id) ? [one.id] : [],
  );
}

async function draftsOf(
  { sql, workspace }: DefinitionParts,
  kind: 'message' | 'segment',
  ids: readonly string[],
): Promise<readonly unknown[]> {
  if (ids.length === 0) return [];
  const rows = await sql<{ draft: string }[]>`
    select draft from definition where workspace = ${workspace} and kind = ${kind} and id = any(${[...ids]})`;
  return rows.map(({ draft }) => JSON.parse(draft) as unknown);
}
