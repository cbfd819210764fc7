import type { DeclineJourneyRequest, Journey } from '#contracts/api/journey.ts';
import type { PublishJourneyRequest } from '#contracts/api/journey-version.ts';
import { type Author, isPerson, isSameAuthor } from '#contracts/author.ts';
import { RequestError } from '#contracts/errors.ts';
import { type JourneyDefinition, journeyDefinition } from '#contracts/journey.ts';
import type { PublishedJourney, Release } from '#contracts/release.ts';
import { withRounds } from '#core/experiment/rounds.ts';
import { withStages } from '#core/profile/lifecycle.ts';
import { findJourney, journeyProblems, presentJourney } from './journeys.ts';
import { type DefinitionParts, newestRelease } from './parts.ts';
import { hasUnpublishedChanges } from './present.ts';
import { refuseProblems } from './problems.ts';
import { type DefinitionRow, markPublished } from './rows.ts';

/**
 * Versions of one journey that a release keeps, so that people who are inside stay on theirs. Whoever is inside an older
 * one is taken out as `unpublished`.
 */
const versionsKept = 50;

type Moves = NonNullable<NonNullable<PublishJourneyRequest>['move']>;

/**
 * The draft becomes a version of its own that new people enter. Who is inside stays on the version she entered, or goes to
 * the new one by the mapping that is given for hers. Throws `needs_second_person` where the workspace wants one, and an API
 * key is none.
 */
export async function publishJourney(
  parts: DefinitionParts,
  id: string,
  { move = [], by }: { readonly move?: Moves | undefined; readonly by?: Author } = {},
): Promise<Journey> {
  const row = await findJourney(parts, id);
  const before = await newestRelease(parts);
  refuseProblems(await journeyProblems(parts, JSON.parse(row.draft), before));
  if (row.status === 'published' && !hasUnpublishedChanges(row)) return presentJourney(parts, row);
  if (before.settings.journeyApproval) {
    if (by === undefined) throw new RequestError('needs_second_person');
    refuseKey(row, by);
    refuseSamePerson(row, by);
  }
  const draft = journeyDefinition.parse(JSON.parse(row.draft));
  refuseUnknownNodes(draft, before, move);
  const release = await parts.store.releases.publish(parts.workspace, (newest) =>
    withRounds(newest, withVersion(withSetStages(newest, draft), draft, row.version, move), id, Date.now()),
  );
  const published = journeyDefinition.parse(release.journeys.find((journey) => journey.id === id && journey.entry));
  return presentJourney(parts, await notePublished(parts, published, by));
}

/** The stages of a release from before journeys could set them follow the rules alone: they are brought up to date. */
function withSetStages(newest: Release, { nodes }: JourneyDefinition): Release {
  return nodes.some(({ kind }) => kind === 'update_stage') ? withStages(newest, newest.number + 1) : newest;
}

async function notePublished(
  parts: DefinitionParts,
  published: JourneyDefinition,
  by: Author | undefined,
): Promise<DefinitionRow> {
  const { sql, workspace } = parts;
  const { id, version } = published;
  await sql`
    insert into journey_version (workspace, journey, version, definition, published_by)
    values (${workspace}, ${id}, ${version}, ${JSON.stringify(published)}, ${by?.name ?? null})
    on conflict do nothing`;
  return markPublished(parts, 'journey', { id, published, version });
}

function withVersion(newest: Release, draft: JourneyDefinition, published: number, move: Moves): Release {
  const older = newest.journeys.filter(({ id }) => id === draft.id);
  const version = Math.max(published, ...older.map((journey) => journey.version)) + 1;
  const kept = older.slice(-(versionsKept - 1)).map((journey): PublishedJourney => {
    const nodes = journey.movedTo ? undefined : move.find((one) => one.version === journey.version)?.nodes;
    return { ...journey, entry: false, ...(nodes && { movedTo: { version, nodes } }) };
  });
  return {
    ...newest,
    journeys: [
      ...newest.journeys.filter(({ id }) => id !== draft.id),
      ...kept,
      { ...draft, version, entry: true, sinceRelease: newest.number + 1 },
    ],
  };
}

/** Says no to the draft, with the reason, which whoever saved it reads. Nobody says no to her own: she changes it. */
export async function declineJourney(
  parts: DefinitionParts,
  id: string,
  { revision, reason }: DeclineJourneyRequest,
  by?: Author,
): Promise<Journey> {
  const { sql, workspace } = parts;
  const row = await findJourney(parts, id);
  if (by === undefined) throw new RequestError('needs_second_person');
  refuseSamePerson(row, by);
  const declined = JSON.stringify({ by: by.name, at: new Date().toISOString(), reason });
  const { count } = await sql`
    update definition set declined = ${declined}::text::jsonb
    where workspace = ${workspace} and kind = 'journey' and id = ${id} and revision = ${revision}`;
  if (count === 0) throw new RequestError('revision_conflict', { details: { revision: row.revision } });
  return presentJourney(parts, await findJourney(parts, id));
}

/** Whose draft it is not known to be, anybody may publish: it came with the product or by a script of its own. */
function refuseSamePerson({ savedBy, savedByEmail }: DefinitionRow, by: Author): void {
  if (savedBy === null) return;
  if (isSameAuthor({ name: savedBy, email: savedByEmail }, by)) throw new RequestError('needs_second_person');
}

/** A key says yes to whatever it is told to: whoever holds it could publish her own draft by it. */
function refuseKey({ savedBy }: DefinitionRow, by: Author): void {
  if (savedBy === null || isPerson(by)) return;
  throw new RequestError('needs_second_person', {
    message:
      'Here a second person publishes journeys, and an API key is none: somebody who is signed in has to publish it.',
  });
}

function refuseUnknownNodes(draft: JourneyDefinition, { journeys }: Release, move: Moves): void {
  for (const { version, nodes } of move) {
    if (!journeys.some((journey) => journey.id === draft.id && journey.version === version)) {
      throw new RequestError('invalid_request', { message: `move: nobody can be inside a version ${version}.` });
    }
    const unknown = Object.values(nodes).find((to) => to !== null && !draft.nodes.some((node) => node.id === to));
    if (unknown === undefined) continue;
    throw new RequestError('invalid_request', { message: `move: the draft has no node "${unknown}".` });
  }
}
