import type { Instant } from '#contracts/identifiers.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { days } from '../duration.ts';
import type { CompiledRelease } from '../release.ts';
import type { ProfileState } from '../state.ts';
import type { CompiledSegment, CompiledSegments } from './compile.ts';
import { kindOf } from './conditions/index.ts';
import { conditionHolds } from './holds.ts';
import { resolveReference } from './reference.ts';
import { followRelease, isCounted } from './seed/follow-release.ts';

/**
 * Anniversaries return for ever, so that a condition whose answer they never change is looked at again after this time
 * instead of being followed on without end. Longer than any window over happenings.
 */
export const farthestLook = days(1_100);

/**
 * The earliest instant after `now` at which the condition no longer answers `holds`, although nothing happens; what lies
 * farther away than `farthestLook` may be one at which it still does.
 */
export function nextChange(
  compiled: CompiledSegments,
  condition: SegmentCondition,
  state: ProfileState,
  now: Instant,
  holds: boolean,
): Instant | undefined {
  let next = nextLeafFlip(compiled, condition, state, now);
  while (
    next !== undefined &&
    next <= now + farthestLook &&
    conditionHolds(compiled, condition, state, next) === holds
  ) {
    next = nextLeafFlip(compiled, condition, state, next);
  }
  return next;
}

/** The same for a segment and a state that may not follow the release yet; undefined also where it could not be told. */
export function nextChangeOf(
  segment: CompiledSegment,
  state: ProfileState,
  release: CompiledRelease,
  now: Instant,
): Instant | undefined {
  const { segments } = release;
  const { condition } = segment;
  const followed = followRelease(release, state);
  if (!isCounted(followed, segment)) return undefined;
  return nextChange(segments, condition, followed, now, conditionHolds(segments, condition, followed, now));
}

/** The earliest instant at which any of its parts changes; the whole may stay as it is. */
function nextLeafFlip(
  compiled: CompiledSegments,
  condition: SegmentCondition,
  state: ProfileState,
  now: Instant,
): Instant | undefined {
  switch (condition.type) {
    case 'not':
      return nextLeafFlip(compiled, condition.condition, state, now);
    case 'all':
    case 'any': {
      let earliest: Instant | undefined;
      for (const part of condition.conditions) {
        const flip = nextLeafFlip(compiled, part, state, now);
        if (flip !== undefined && (earliest === undefined || flip < earliest)) earliest = flip;
      }
      return earliest;
    }
    case 'segment':
    case 'lifecycle':
      return nextLeafFlip(compiled, resolveReference(compiled.referenced, condition), state, now);
    default:
      return kindOf(condition).nextFlip?.(condition, { compiled, state }, now);
  }
}
