import type { Instant } from '#contracts/identifiers.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import type { ProfileState } from '../state.ts';
import type { CompiledSegments } from './compile.ts';
import { kindOf } from './conditions/index.ts';
import { conditionHolds } from './holds.ts';

/** The earliest instant after `now` at which the condition no longer answers `holds`, although nothing happens. */
export function nextChange(
  compiled: CompiledSegments,
  condition: SegmentCondition,
  state: ProfileState,
  now: Instant,
  holds: boolean,
): Instant | undefined {
  let next = nextLeafFlip(compiled, condition, state, now);
  while (next !== undefined && conditionHolds(compiled, condition, state, next) === holds) {
    next = nextLeafFlip(compiled, condition, state, next);
  }
  return next;
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
    default:
      return kindOf(condition).nextFlip(condition, { compiled, state }, now);
  }
}
