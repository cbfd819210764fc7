import type { Instant } from '#contracts/identifiers.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import type { ProfileState } from '../state.ts';
import type { CompiledSegments } from './compile.ts';
import { type CountingCondition, counterOf } from './counter.ts';
import { frequencyHolds } from './frequency.ts';
import { propertyHolds } from './property-test.ts';

/** The part of a person's state that conditions read. */
export type Known = Pick<ProfileState, 'traits' | 'counters'>;

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
    case 'trait':
      return propertyHolds(condition.test, state.traits);
    case 'event':
    case 'engagement':
      return frequencyHolds(condition.frequency, timesOf(compiled, condition, state), now);
    case 'all':
      return condition.conditions.every((part) => conditionHolds(compiled, part, state, now));
    case 'any':
      return condition.conditions.some((part) => conditionHolds(compiled, part, state, now));
    case 'not':
      return !conditionHolds(compiled, condition.condition, state, now);
  }
}

/** The event times that a counting condition reads, ascending. A condition of equal content reads the same counter. */
export function timesOf(compiled: CompiledSegments, condition: CountingCondition, state: Known): readonly Instant[] {
  let key = compiled.counterKeys.get(condition);
  if (key === undefined && !compiled.counterKeys.has(condition)) key = counterOf(condition, 0)?.key;
  return key === undefined ? none : (state.counters[key] ?? none);
}

const none: readonly Instant[] = [];
