import type { SegmentExplanation } from '#contracts/api/segment.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { Release } from '#contracts/release.ts';
import { compileRelease } from '#core/release.ts';
import { type Explanation, explainCondition } from '#core/segment/explain.ts';
import type { ProfileState } from '#core/state.ts';

/** Why the person is or is not in a published segment, from her counters: what the workers themselves look at. */
export function explainSegment(
  release: Release,
  segment: string,
  state: ProfileState,
  now: Instant,
): SegmentExplanation | undefined {
  const definition = release.segments.find(({ id }) => id === segment);
  if (definition === undefined) return undefined;
  return present(explainCondition(compileRelease(release).segments, definition.condition, state, now));
}

function present({ condition, holds, parts, counted, known, since }: Explanation): SegmentExplanation {
  return {
    condition,
    holds,
    ...(counted && { count: counted.times }),
    ...(counted?.newestAt !== undefined && { newestAt: new Date(counted.newestAt).toISOString() }),
    ...(known !== undefined && { value: known }),
    ...(since !== undefined && { since: new Date(since).toISOString() }),
    children: parts.map(present),
  };
}
