import type { DefinitionProblem } from '#contracts/api/definition.ts';
import { RequestError } from '#contracts/errors.ts';
import { profileConditions } from '#contracts/journey/condition.ts';
import { conditionsOfNode } from '#contracts/journey/conditions-of-node.ts';
import { upgradeJourney } from '#contracts/journey/upgrade.ts';
import { segmentsOfNode, segmentsOfRules } from '#contracts/journey-checks/references.ts';
import { stageSegment } from '#contracts/lifecycle.ts';
import type { Release } from '#contracts/release.ts';
import type { SegmentDefinition } from '#contracts/segment.ts';
import { leavesOf } from '#core/segment/compile.ts';
import { findCycle, segmentsAskedBy } from '#core/segment/reference.ts';
import { problem } from './problems.ts';

/** Of a segment that asks for another one, the other answers for itself. */
const ownLeaves = new Map<string, SegmentDefinition['condition']>();

/**
 * What stands against publishing a segment that asks for others: one that is not published, or a way over them that leads
 * back to itself, which is shown by the names on it.
 */
export function referenceProblems(
  definition: Pick<SegmentDefinition, 'id' | 'name' | 'condition'>,
  { segments }: Pick<Release, 'segments'>,
): DefinitionProblem[] {
  const asked = segmentsAskedBy(definition.condition);
  if (asked.length === 0) return [];
  const known = new Map([...segments, definition].map(({ id, condition }) => [id, condition]));
  const names = new Map([...segments, definition].map(({ id, name }) => [id, name]));
  const unknown = asked.filter((id) => !known.has(id));
  const cycle = findCycle(known, definition.id);
  const path = cycle?.map((id) => names.get(id) ?? id).join(' → ') ?? '';
  return [
    ...unknown.map((segment) =>
      problem('unknown_segment', `The segment "${segment}" is not published; publish it or choose another one.`, {
        params: { segment },
      }),
    ),
    ...(cycle === undefined
      ? []
      : [problem('segment_cycle', `The segment would ask for itself: ${path}.`, { params: { path } })]),
  ];
}

/** Throws `still_referenced` that names the published segments and journeys that ask for a segment or stage. */
export function refuseUsedSegment(
  release: Pick<Release, 'segments' | 'journeys'>,
  segment: string,
  what: string,
): void {
  const segments = release.segments.filter(({ id, condition }) => id !== segment && asks(condition, segment));
  const journeys = release.journeys.filter((journey) => usesSegment(journey, segment));
  refuseUsers(what, { segments, journeys });
}

/** The uploaded lists that a condition asks for itself. */
export function listsAskedBy(condition: SegmentDefinition['condition']): readonly string[] {
  return leavesOf(condition, ownLeaves).flatMap((leaf) => (leaf.type === 'list' ? [leaf.list] : []));
}

/** Throws `still_referenced` that names the published segments and journeys that ask for a list. */
export function refuseUsedList({ segments, journeys }: Pick<Release, 'segments' | 'journeys'>, list: string): void {
  refuseUsers('list', {
    segments: segments.filter(({ condition }) => listsAskedBy(condition).includes(list)),
    journeys: journeys.filter((journey) =>
      conditionsOf(journey).some((condition) => listsAskedBy(condition).includes(list)),
    ),
  });
}

function conditionsOf(journey: Release['journeys'][number]): readonly SegmentDefinition['condition'][] {
  return upgradeJourney(journey).nodes.flatMap(conditionsOfNode).flatMap(profileConditions);
}

function refuseUsers(what: string, { segments, journeys }: Pick<Release, 'segments' | 'journeys'>): void {
  if (segments.length === 0 && journeys.length === 0) return;
  const named = {
    segments: [...new Map(segments.map(({ id, name }) => [id, { id, name }])).values()],
    journeys: [...new Map(journeys.map(({ id, name }) => [id, { id, name }])).values()],
  };
  const users = [
    ...named.segments.map(({ name }) => `the published segment "${name}"`),
    ...named.journeys.map(({ name }) => `the published journey "${name}"`),
  ].join(', ');
  throw new RequestError('still_referenced', {
    message: `The ${what} is used by ${users}; delete that or publish it without the ${what} first.`,
    details: named,
  });
}

function asks(condition: SegmentDefinition['condition'], segment: string): boolean {
  return segmentsAskedBy(condition).includes(segment);
}

function usesSegment(journey: Release['journeys'][number], segment: string): boolean {
  const { nodes, exitRules, goals = [] } = upgradeJourney(journey);
  const rules = [...exitRules, ...goals.map(({ on }) => on)];
  if (segmentsOfRules(rules).includes(segment) || nodes.flatMap(segmentsOfNode).includes(segment)) return true;
  if (nodes.some((node) => node.kind === 'update_stage' && node.stage && stageSegment(node.stage) === segment))
    return true;
  return conditionsOf(journey).some((condition) => asks(condition, segment));
}
