import type { Instant } from '#contracts/identifiers.ts';
import type { Frequency } from '#contracts/segment/frequency.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import { type Counter, type Counting, newestCounter } from '../counter.ts';
import { countUntil, frequencyHolds, nextFlip, timesNeeded, windowOf } from '../frequency.ts';
import type { ConditionKind, Person } from './kind.ts';

/** The kind of a condition that asks how often something happened. */
export function counting<Condition extends LeafCondition & { readonly frequency: Frequency }>(
  happenings: (condition: Condition) => Counting,
): ConditionKind<Condition> {
  const counters = (condition: Condition, since: number): readonly Counter[] => {
    const needed = timesNeeded(condition.frequency);
    return needed === 0 ? [] : [newestCounter(happenings(condition), needed, since)];
  };
  const times = (condition: Condition, person: Person) => timesOf(person, condition, counters);
  return {
    counters,
    reads: () => [],
    holds: (condition, person, now) => frequencyHolds(condition.frequency, times(condition, person), now),
    nextFlip: (condition, person, now) => nextFlip(condition.frequency, times(condition, person), now),
    counted: (condition, person, now) => {
      const all = times(condition, person);
      const past = all.slice(countUntil(all, now - windowOf(condition.frequency)), countUntil(all, now));
      const newestAt = past.at(-1);
      return { times: past.length, ...(newestAt !== undefined && { newestAt }) };
    },
  };
}

/** What a condition's counter at `index` holds, ascending. A condition of equal content reads the same counter. */
export function timesOf<Condition extends LeafCondition>(
  { compiled, state }: Person,
  condition: Condition,
  counters: ConditionKind<Condition>['counters'],
  index = 0,
): readonly Instant[] {
  const keys = compiled.counterKeys.get(condition);
  const key = keys === undefined ? counters(condition, 0, compiled.settings)[index]?.key : keys[index];
  return key === undefined ? none : (state.counters[key] ?? none);
}

const none: readonly Instant[] = [];
