import { stageSegment } from '#contracts/lifecycle.ts';
import type { ReferenceCondition } from '#contracts/segment/reference.ts';
import type { SegmentCondition } from '#contracts/segment.ts';

/** What the conditions that ask for other segments stand for: published conditions by segment id. */
export type Referenced = ReadonlyMap<string, SegmentCondition>;

/** Nobody. */
const nobody: SegmentCondition = { type: 'any', conditions: [] };

/** The segment that a condition asks for; a stage of the lifecycle is one. */
export function segmentAsked(condition: ReferenceCondition): string {
  return condition.type === 'segment' ? condition.segment : stageSegment(condition.stage);
}

/** The condition that a reference stands for: nobody's where the segment is not published. */
export function resolveReference(segments: Referenced, condition: ReferenceCondition): SegmentCondition {
  return segments.get(segmentAsked(condition)) ?? nobody;
}

/** The segments that a condition asks for itself, each once. */
export function segmentsAskedBy(condition: SegmentCondition): readonly string[] {
  switch (condition.type) {
    case 'segment':
    case 'lifecycle':
      return [segmentAsked(condition)];
    case 'all':
    case 'any':
      return [...new Set(condition.conditions.flatMap(segmentsAskedBy))];
    case 'not':
      return segmentsAskedBy(condition.condition);
    default:
      return [];
  }
}

/** A way from `start` back to itself over what segments ask for, both ends named, or undefined: the shortest one. */
export function findCycle(segments: Referenced, start: string): readonly string[] | undefined {
  const seen = new Set<string>();
  let ways: (readonly string[])[] = [[start]];
  while (ways.length > 0) {
    const longer: (readonly string[])[] = [];
    for (const way of ways) {
      const condition = segments.get(way.at(-1) ?? start);
      for (const asked of condition === undefined ? [] : segmentsAskedBy(condition)) {
        if (asked === start) return [...way, asked];
        if (seen.has(asked)) continue;
        seen.add(asked);
        longer.push([...way, asked]);
      }
    }
    ways = longer;
  }
  return undefined;
}

/** Published conditions by id. Whatever asks for itself, by whichever way, is nobody's: publishing refuses it. */
export function referencedSegments(
  segments: readonly { readonly id: string; readonly condition: SegmentCondition }[],
): Referenced {
  const all = new Map(segments.map(({ id, condition }) => [id, condition]));
  const asking = segments.filter(({ condition }) => segmentsAskedBy(condition).length > 0);
  for (const { id } of asking) if (findCycle(all, id) !== undefined) all.set(id, nobody);
  return all;
}
