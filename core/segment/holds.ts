import type { Instant } from '#contracts/identifiers.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import type { CompiledSegments } from './compile.ts';
import { kindOf } from './conditions/index.ts';
import type { Known } from './conditions/kind.ts';

/**
 * Whether a condition holds for a person at `now`. The condition is one of those that were compiled; the counters of any
 * other hold nothing.
 */
export function conditionHolds(
  compiled: CompiledSegments,
  condition: SegmentCondition,
  state: Known,
  now: Instant,
): boolean {
  switch (condition.type) {
    case 'all':
      return condition.conditions.every((part) => conditionHolds(compiled, part, state, now));
    case 'any':
      return condition.conditions.some((part) => conditionHolds(compiled, part, state, now));
    case 'not':
      return !conditionHolds(compiled, condition.condition, state, now);
    default:
      return kindOf(condition).holds(condition, { compiled, state }, now);
  }
}
