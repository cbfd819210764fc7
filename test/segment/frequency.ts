import fc from 'fast-check';
import type { Frequency } from '#contracts/segment/frequency.ts';
import { days } from '#core/duration.ts';
import { type Entry, type HappenedEntry, hasHappened } from './entry.ts';
import type { TestedKind } from './kind.ts';

export const windows = [0.5, 1, 2, 7] as const;

export const frequencies: fc.Arbitrary<Frequency> = fc
  .record({
    comparison: fc.constantFrom('at_least', 'at_most', 'exactly'),
    times: fc.constantFrom(0, 1, 1, 2, 3, 5),
    window: fc.constantFrom(undefined, ...windows),
  })
  .map(({ comparison, times, window }) => ({ comparison, times, ...(window !== undefined && { withinDays: window }) }));

/** What is the same for all kinds that ask how often something happened, given what they count. */
export function countingReference<Condition extends { readonly frequency: Frequency }>(
  counts: (condition: Condition, entry: HappenedEntry) => boolean,
): Pick<TestedKind<Condition>, 'label' | 'holds' | 'edges'> {
  const counted = (condition: Condition, history: readonly Entry[]) =>
    history.flatMap((entry) => (hasHappened(entry) && counts(condition, entry) ? [entry.at] : []));
  return {
    label: ({ frequency }) => `${frequency.comparison} ${frequency.withinDays === undefined ? 'ever' : 'sliding'}`,
    holds: (condition, history, { now }) => {
      const { comparison, times, withinDays } = condition.frequency;
      const since = withinDays === undefined ? Number.NEGATIVE_INFINITY : now - days(withinDays);
      const count = counted(condition, history).filter((at) => at > since && at <= now).length;
      if (comparison === 'at_least') return count >= times;
      return comparison === 'at_most' ? count <= times : count === times;
    },
    edges: (condition, history) =>
      counted(condition, history).flatMap((at) => [at, at + days(condition.frequency.withinDays ?? 0)]),
  };
}
