import type { DefinitionProblem } from '#contracts/api/definition.ts';
import {
  type CreateJourneyRequest,
  createJourneyRequest,
  type Journey,
  type SaveJourneyRequest,
} from '#contracts/api/journey.ts';
import { RequestError } from '#contracts/errors.ts';
import { type JourneyDefinition, journeyDefinition } from '#contracts/journey.ts';
import { checkJourney } from '#contracts/journey-graph.ts';
import type { Release } from '#contracts/release.ts';
import { describeJourneyProblem } from './journey-problem.ts';
import { type DefinitionParts, newestRelease } from './parts.ts';
import { hasUnpublishedChanges, presentDefinition } from './present.ts';
import { refuseProblems, schemaProblems } from './problems.ts';
import { type DefinitionRow, deleteRow, findRow, insertRow, markPublished, saveDraft, setStatus } from './rows.ts';

/**
 * Versions of one journey that a release keeps, so that people who are inside stay on theirs. Whoever is inside an older
 * one is taken out as `unpublished`.
 */
const versionsKept = 50;

export async function createJourney(parts: DefinitionParts, request: CreateJourneyRequest): Promise<Journey> {
  const { id, name, draft } = createJourneyRequest.parse(request);
  const initial = (own: string): JourneyDefinition => ({ ...(draft ?? emptyJourney), id: own, name, version: 1 });
  return present(await insertRow(parts, 'journey', { id, name, draft: initial }), await newestRelease(parts));
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
  return present(await findRow(parts, 'journey', id), await newestRelease(parts));
}

export async function saveJourney(
  parts: DefinitionParts,
  id: string,
  { revision, draft }: SaveJourneyRequest,
): Promise<Journey> {
  const { version } = await findRow(parts, 'journey', id);
  const stored = { ...draft, id, version: version + 1 };
  const row = await saveDraft(parts, 'journey', { id, revision, name: draft.name, draft: stored });
  return present(row, await newestRelease(parts));
}

/** The draft becomes a version of its own that new people enter; who is inside stays on the version she entered. */
export async function publishJourney(parts: DefinitionParts, id: string): Promise<Journey> {
  const row = await findRow(parts, 'journey', id);
  refuseProblems(journeyProblems(JSON.parse(row.draft), await newestRelease(parts)));
  if (row.status === 'published' && !hasUnpublishedChanges(row)) return present(row, await newestRelease(parts));
  const draft = journeyDefinition.parse(JSON.parse(row.draft));
  const release = await parts.store.releases.publish(parts.workspace, (newest) =>
    withVersion(newest, draft, row.version),
  );
  const published = journeyDefinition.parse(release.journeys.find((journey) => journey.id === id && journey.entry));
  return present(await markPublished(parts, 'journey', { id, published, version: published.version }), release);
}

function withVersion(newest: Release, draft: JourneyDefinition, published: number): Release {
  const older = newest.journeys.filter(({ id }) => id === draft.id);
  const version = Math.max(published, ...older.map((journey) => journey.version)) + 1;
  const kept = older.slice(-(versionsKept - 1)).map((journey) => ({ ...journey, entry: false }));
  return {
    ...newest,
    journeys: [
      ...newest.journeys.filter(({ id }) => id !== draft.id),
      ...kept,
      { ...draft, version, entry: true, sinceRelease: newest.number + 1 },
    ],
  };
}

/** Nobody enters any more; who is inside goes on to the end. Throws `wrong_status` unless it is published. */
export async function pauseJourney(parts: DefinitionParts, id: string): Promise<Journey> {
  return setEntry(parts, id, { from: 'published', to: 'paused', entry: false });
}

/** New people enter the newest published version again. Throws `wrong_status` unless it is paused. */
export async function resumeJourney(parts: DefinitionParts, id: string): Promise<Journey> {
  return setEntry(parts, id, { from: 'paused', to: 'published', entry: true });
}

async function setEntry(
  parts: DefinitionParts,
  id: string,
  { from, to, entry }: { from: 'published' | 'paused'; to: 'published' | 'paused'; entry: boolean },
): Promise<Journey> {
  const row = await findRow(parts, 'journey', id);
  if (row.status !== from) {
    throw new RequestError('wrong_status', {
      message: `The journey is ${row.status}; only a ${from} one can be ${to === 'paused' ? 'paused' : 'resumed'}.`,
    });
  }
  const release = await parts.store.releases.publish(parts.workspace, (newest) => ({
    ...newest,
    journeys: newest.journeys.map((journey) =>
      journey.id === id ? { ...journey, entry: entry && journey.version === row.version } : journey,
    ),
  }));
  return present(await setStatus(parts, 'journey', id, to), release);
}

/** Takes out everybody who is inside. Throws `wrong_status` for one that people still enter. */
export async function deleteJourney(parts: DefinitionParts, id: string): Promise<void> {
  const row = await findRow(parts, 'journey', id);
  if (row.status === 'published') {
    throw new RequestError('wrong_status', {
      message: 'People still enter this journey; pause it before you delete it.',
    });
  }
  await parts.store.releases.publish(parts.workspace, (newest) => ({
    ...newest,
    journeys: newest.journeys.filter((journey) => journey.id !== id),
  }));
  await deleteRow(parts, 'journey', id);
}

function journeyProblems(draft: unknown, release: Release): DefinitionProblem[] {
  const problems = schemaProblems(journeyDefinition, draft);
  if (problems.length > 0) return problems;
  return checkJourney(journeyDefinition.parse(draft), release).map(describeJourneyProblem);
}

function present(row: DefinitionRow, release: Release): Journey {
  const problems = journeyProblems(JSON.parse(row.draft), release);
  return { ...presentDefinition<JourneyDefinition>(row, problems), version: row.version };
}
