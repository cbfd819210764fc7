import type { DefinitionProblem } from '#contracts/api/definition.ts';
import {
  type CreateSegmentRequest,
  createSegmentRequest,
  type SaveSegmentRequest,
  type Segment,
} from '#contracts/api/segment.ts';
import { RequestError } from '#contracts/errors.ts';
import type { Release } from '#contracts/release.ts';
import { type SegmentDefinition, segmentDefinition } from '#contracts/segment.ts';
import { openPeopleLists } from '../lists/people-lists.ts';
import { type DefinitionParts, newestRelease } from './parts.ts';
import { presentDefinition } from './present.ts';
import { problem, refuseProblems, schemaProblems } from './problems.ts';
import { type DefinitionRow, deleteRow, findRow, insertRow, markPublished, saveDraft } from './rows.ts';
import { listsAskedBy, referenceProblems, refuseUsedSegment } from './segment-references.ts';

/** Without what only the reports know (size, backfill). */
export type SegmentWithoutFigures = Omit<Segment, 'size' | 'backfill'>;

export async function createSegment(
  parts: DefinitionParts,
  request: CreateSegmentRequest,
): Promise<SegmentWithoutFigures> {
  const { id, name, description, condition } = createSegmentRequest.parse(request);
  return present(
    parts,
    await insertRow(parts, 'segment', { id, name, draft: (own) => ({ id: own, name, description, condition }) }),
  );
}

export async function getSegment(parts: DefinitionParts, id: string): Promise<SegmentWithoutFigures> {
  return present(parts, await findRow(parts, 'segment', id));
}

export async function saveSegment(
  parts: DefinitionParts,
  id: string,
  { revision, draft }: SaveSegmentRequest,
): Promise<SegmentWithoutFigures> {
  return present(parts, await saveDraft(parts, 'segment', { id, revision, name: draft.name, draft: { ...draft, id } }));
}

/** Puts the draft into a new release. People enter as their events come by, history as it is counted. */
export async function publishSegment(parts: DefinitionParts, id: string): Promise<SegmentWithoutFigures> {
  const row = await findRow(parts, 'segment', id);
  refuseProblems(schemaProblems(segmentDefinition, JSON.parse(row.draft)));
  const definition = segmentDefinition.parse(JSON.parse(row.draft));
  refuseProblems(await listProblems(parts, definition.condition));
  await parts.store.releases.publish(parts.workspace, (newest) => {
    refuseProblems(referenceProblems(definition, newest));
    return withSegment(newest, definition);
  });
  return present(parts, await markPublished(parts, 'segment', { id, published: definition, version: row.version + 1 }));
}

/** A segment whose condition changes is counted anew from the release on; a new name changes nothing for anybody. */
function withSegment(newest: Release, definition: SegmentDefinition): Release {
  const before = newest.segments.find(({ id }) => id === definition.id);
  const same = before !== undefined && JSON.stringify(before.condition) === JSON.stringify(definition.condition);
  const sinceRelease = same ? before.sinceRelease : newest.number + 1;
  return {
    ...newest,
    segments: [...newest.segments.filter(({ id }) => id !== definition.id), { ...definition, sinceRelease }],
  };
}

/** Throws `still_referenced` while a published journey or another segment asks for it. */
export async function deleteSegment(parts: DefinitionParts, id: string): Promise<void> {
  await findRow(parts, 'segment', id);
  refuseUsedSegment(await newestRelease(parts), id, 'segment');
  await parts.store.releases.publish(parts.workspace, (newest) => {
    refuseUsedSegment(newest, id, 'segment');
    return { ...newest, segments: newest.segments.filter((segment) => segment.id !== id) };
  });
  await deleteRow(parts, 'segment', id);
}

/** Throws `still_referenced` that names the journeys. */
export function refuseUsedBy(what: 'message' | 'trait' | 'journey' | 'lead score', users: Release['journeys']): void {
  if (users.length === 0) return;
  const journeys = [...new Map(users.map(({ id, name }) => [id, { id, name }])).values()];
  const names = journeys.map(({ name }) => `"${name}"`).join(', ');
  throw new RequestError('still_referenced', {
    message: `The ${what} is used by the published journey ${names}; delete the journey or publish it without the ${what} first.`,
    details: { journeys },
  });
}

async function listProblems(
  { sql, workspace }: DefinitionParts,
  condition: SegmentDefinition['condition'],
): Promise<DefinitionProblem[]> {
  const asked = listsAskedBy(condition);
  const known = await openPeopleLists(sql, workspace).known(asked);
  return asked
    .filter((list) => !known.has(list))
    .map((list) =>
      problem('unknown_list', `There is no list "${list}"; create it or choose another one.`, { params: { list } }),
    );
}

async function present(parts: DefinitionParts, row: DefinitionRow): Promise<SegmentWithoutFigures> {
  const parsed = segmentDefinition.safeParse(JSON.parse(row.draft));
  const problems = parsed.success
    ? [
        ...referenceProblems(parsed.data, await newestRelease(parts)),
        ...(await listProblems(parts, parsed.data.condition)),
      ]
    : schemaProblems(segmentDefinition, JSON.parse(row.draft));
  const definition = presentDefinition<SegmentDefinition>(row, problems);
  return { ...definition, description: definition.draft.description };
}
