import {
  type CreateSegmentRequest,
  createSegmentRequest,
  type SaveSegmentRequest,
  type Segment,
} from '#contracts/api/segment.ts';
import { RequestError } from '#contracts/errors.ts';
import type { Release } from '#contracts/release.ts';
import { type SegmentDefinition, segmentDefinition } from '#contracts/segment.ts';
import { type DefinitionParts, newestRelease } from './parts.ts';
import { presentDefinition } from './present.ts';
import { refuseProblems, schemaProblems } from './problems.ts';
import { type DefinitionRow, deleteRow, findRow, insertRow, markPublished, saveDraft } from './rows.ts';

/** Without what only the reports know (size, backfill). */
export type SegmentWithoutFigures = Omit<Segment, 'size' | 'backfill'>;

export async function createSegment(
  parts: DefinitionParts,
  request: CreateSegmentRequest,
): Promise<SegmentWithoutFigures> {
  const { id, name, description, condition } = createSegmentRequest.parse(request);
  return present(
    await insertRow(parts, 'segment', { id, name, draft: (own) => ({ id: own, name, description, condition }) }),
  );
}

export async function getSegment(parts: DefinitionParts, id: string): Promise<SegmentWithoutFigures> {
  return present(await findRow(parts, 'segment', id));
}

export async function saveSegment(
  parts: DefinitionParts,
  id: string,
  { revision, draft }: SaveSegmentRequest,
): Promise<SegmentWithoutFigures> {
  return present(await saveDraft(parts, 'segment', { id, revision, name: draft.name, draft: { ...draft, id } }));
}

/** Puts the draft into a new release. People enter as their events come by, history as it is counted. */
export async function publishSegment(parts: DefinitionParts, id: string): Promise<SegmentWithoutFigures> {
  const row = await findRow(parts, 'segment', id);
  refuseProblems(schemaProblems(segmentDefinition, JSON.parse(row.draft)));
  const definition = segmentDefinition.parse(JSON.parse(row.draft));
  await parts.store.releases.publish(parts.workspace, (newest) => withSegment(newest, definition));
  return present(await markPublished(parts, 'segment', { id, published: definition, version: row.version + 1 }));
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

/** Throws `still_referenced` while a published journey starts or ends with it. */
export async function deleteSegment(parts: DefinitionParts, id: string): Promise<void> {
  await findRow(parts, 'segment', id);
  refuseReferenced(await newestRelease(parts), id);
  await parts.store.releases.publish(parts.workspace, (newest) => {
    refuseReferenced(newest, id);
    return { ...newest, segments: newest.segments.filter((segment) => segment.id !== id) };
  });
  await deleteRow(parts, 'segment', id);
}

function refuseReferenced(release: Release, segment: string): void {
  refuseUsedBy('segment', usersOfSegment(release.journeys, segment));
}

/** The journeys that start or end with a segment. */
export function usersOfSegment(journeys: Release['journeys'], segment: string): Release['journeys'] {
  return journeys.filter(({ nodes, exitRules }) => {
    const triggers = nodes.flatMap((node) => (node.kind === 'trigger' ? [node.trigger] : []));
    return [...triggers, ...exitRules].some((rule) => rule.type === 'segment' && rule.segment === segment);
  });
}

/** Throws `still_referenced` that names the journeys. */
export function refuseUsedBy(what: 'segment' | 'message' | 'stage' | 'trait', users: Release['journeys']): void {
  if (users.length === 0) return;
  const journeys = [...new Map(users.map(({ id, name }) => [id, { id, name }])).values()];
  const names = journeys.map(({ name }) => `"${name}"`).join(', ');
  throw new RequestError('still_referenced', {
    message: `The ${what} is used by the published journey ${names}; delete the journey or publish it without the ${what} first.`,
    details: { journeys },
  });
}

function present(row: DefinitionRow): SegmentWithoutFigures {
  const problems = schemaProblems(segmentDefinition, JSON.parse(row.draft));
  const definition = presentDefinition<SegmentDefinition>(row, problems);
  return { ...definition, description: definition.draft.description };
}
