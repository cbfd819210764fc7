import type { DefinitionProblem } from '#contracts/api/definition.ts';
import {
  type CreateJourneyRequest,
  createJourneyRequest,
  type Journey,
  type SaveJourneyRequest,
} from '#contracts/api/journey.ts';
import type { Author } from '#contracts/author.ts';
import { RequestError } from '#contracts/errors.ts';
import { checkJourney } from '#contracts/journey/graph.ts';
import { upgradeJourney } from '#contracts/journey/upgrade.ts';
import { type JourneyDefinition, journeyDefinition } from '#contracts/journey.ts';
import type { Release } from '#contracts/release.ts';
import { describeJourneyProblem } from './journey-problem.ts';
import { type DefinitionParts, newestRelease } from './parts.ts';
import { presentDefinition } from './present.ts';
import { schemaProblems } from './problems.ts';
import { type DefinitionRow, deleteRow, findRow, insertRow, saveDraft } from './rows.ts';
import { refuseUsedBy } from './segments.ts';

/** `by` is who makes it. */
export async function createJourney(
  parts: DefinitionParts,
  request: CreateJourneyRequest,
  by?: Author,
): Promise<Journey> {
  const { id, name, draft } = createJourneyRequest.parse(request);
  const initial = (own: string): JourneyDefinition => ({ ...(draft ?? emptyJourney), id: own, name, version: 1 });
  return presentJourney(parts, await insertRow(parts, 'journey', { id, name, draft: initial, ...(by && { by }) }));
}

const emptyJourney: JourneyDefinition = {
  id: '',
  name: '',
  description: '',
  version: 1,
  reentry: { type: 'never' },
  exitRules: [],
  nodes: [
    {
      id: 'trigger',
      kind: 'trigger',
      trigger: { type: 'event', match: { event: '', where: [] } },
      branches: { next: null },
    },
  ],
};

export async function getJourney(parts: DefinitionParts, id: string): Promise<Journey> {
  return presentJourney(parts, await findJourney(parts, id));
}

/** `by` is who saves. */
export async function saveJourney(
  parts: DefinitionParts,
  id: string,
  { revision, draft }: SaveJourneyRequest,
  by?: Author,
): Promise<Journey> {
  const { version } = await findRow(parts, 'journey', id);
  const stored = { ...draft, id, version: version + 1 };
  const saved = { id, revision, name: draft.name, draft: stored, ...(by && { by }) };
  return presentJourney(parts, await saveDraft(parts, 'journey', saved));
}

/** Takes out everybody who is inside. Throws `wrong_status` for one that people still enter, `still_referenced`. */
export async function deleteJourney(parts: DefinitionParts, id: string): Promise<void> {
  const row = await findRow(parts, 'journey', id);
  if (row.status === 'published') {
    throw new RequestError('wrong_status', {
      message: 'People still enter this journey; pause it before you delete it.',
    });
  }
  await parts.store.releases.publish(parts.workspace, (newest) => {
    refuseUsedBy('journey', usersOfJourney(newest.journeys, id));
    return { ...newest, journeys: newest.journeys.filter((journey) => journey.id !== id) };
  });
  await deleteRow(parts, 'journey', id);
}

/** Other journeys that start or stop it. */
function usersOfJourney(journeys: Release['journeys'], journey: string): Release['journeys'] {
  return journeys.filter(
    ({ id, nodes }) =>
      id !== journey &&
      nodes.some((node) => (node.kind === 'start_journey' || node.kind === 'stop_journey') && node.journey === journey),
  );
}

/** The row with its definitions as they are written today. Throws `not_found`. */
export async function findJourney(parts: DefinitionParts, id: string): Promise<DefinitionRow> {
  return upgradedRow(await findRow(parts, 'journey', id));
}

function upgradedRow(row: DefinitionRow): DefinitionRow {
  const upgraded = (text: string): string => JSON.stringify(upgradeJourney(JSON.parse(text) as JourneyDefinition));
  return { ...row, draft: upgraded(row.draft), published: row.published === null ? null : upgraded(row.published) };
}

export async function journeyProblems(
  parts: DefinitionParts,
  draft: unknown,
  release: Release,
): Promise<DefinitionProblem[]> {
  const problems = schemaProblems(journeyDefinition, draft);
  if (problems.length > 0) return problems;
  return problemsAmong(journeyDefinition.parse(draft), release, await readNamed(parts));
}

/** What journeys name besides what a release holds. */
interface Named {
  readonly couponPools: readonly { readonly id: string }[];
  readonly lists: readonly { readonly id: string }[];
}

export async function readNamed({ sql, workspace }: DefinitionParts): Promise<Named> {
  const couponPools = await sql<{ id: string }[]>`select id from coupon_pool where workspace = ${workspace}`;
  const lists = await sql<{ id: string }[]>`select id from people_list where workspace = ${workspace}`;
  return { couponPools, lists };
}

export function isPublishable(row: DefinitionRow, release: Release, named: Named): boolean {
  const { draft } = upgradedRow(row);
  const parsed = journeyDefinition.safeParse(JSON.parse(draft));
  return parsed.success && problemsAmong(parsed.data, release, named).length === 0;
}

function problemsAmong(draft: JourneyDefinition, release: Release, named: Named): DefinitionProblem[] {
  return checkJourney(draft, { ...release, ...named, hasLeadScore: release.leadScore !== undefined }).map(
    describeJourneyProblem,
  );
}

export async function presentJourney(parts: DefinitionParts, stored: DefinitionRow): Promise<Journey> {
  const row = upgradedRow(stored);
  const problems = await journeyProblems(parts, JSON.parse(row.draft), await newestRelease(parts));
  const { version, savedBy, savedByEmail, declined } = row;
  return {
    ...presentDefinition<JourneyDefinition>(row, problems),
    version,
    savedBy: savedBy === null ? null : { name: savedBy, email: savedByEmail },
    declined,
  };
}
