import type { Instant } from '#contracts/identifiers.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import type { ProfileState } from '../state.ts';
import type { CompiledSegments } from './compile.ts';
import { kindOf } from './conditions/index.ts';
import { resolveReference } from './reference.ts';

/**
 * Whether a condition holds for a person at `now`. The condition is one of those that were compiled; the counters of any
 * other hold nothing.
 */
export function conditionHolds(
  compiled: CompiledSegments,
  condition: SegmentCondition,
  state: ProfileState,
  now: Instant,
): boolean {
  switch (condition.type) {
    case 'all':
      return condition.conditions.every((part) => conditionHolds(compiled, part, state, now));
    case 'any':
      return condition.conditions.some((part) => conditionHolds(compiled, part, state, now));
    case 'not':
      return !conditionHolds(compiled, condition.condition, state, now);
    case 'segment':
    case 'lifecycle':
      return conditionHolds(compiled, resolveReference(compiled.referenced, condition), state, now);
    default:
      return kindOf(condition).holds(condition, { compiled, state }, now);
  }
}
