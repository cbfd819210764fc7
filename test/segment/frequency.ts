import fc from 'fast-check';
import type { Frequency } from '#contracts/segment/frequency.ts';
import type { TimeWindow } from '#contracts/segment/window.ts';
import type { SegmentSettings } from '#core/segment/segment-settings.ts';
import { type Entry, type HappenedEntry, hasHappened } from './entry.ts';
import type { TestedKind } from './kind.ts';
import { absoluteWindows, calendarWindows, edgesOfWindow, isInWindow, labelOfWindow, slidingDays } from './window.ts';

export const frequencies: fc.Arbitrary<Frequency> = fc
  .record({
    comparison: fc.constantFrom('at_least', 'at_most', 'exactly'),
    times: fc.constantFrom(0, 1, 1, 2, 3, 5),
    window: fc.oneof(
      fc.constant({}),
      fc.constantFrom(...slidingDays).map((withinDays) => ({ withinDays })),
      calendarWindows.map((window) => ({ window })),
      absoluteWindows.map((window) => ({ window })),
    ),
  })
  .map(({ comparison, times, window }) => ({ comparison, times, ...window }));

function windowOf({ withinDays, window }: Frequency): TimeWindow | undefined {
  return withinDays === undefined ? window : { type: 'sliding', days: withinDays };
}

/** What is the same for all kinds that ask how often something happened, given what they count. */
export function countingReference<Condition extends { readonly frequency: Frequency }>(
  counts: (condition: Condition, entry: HappenedEntry, settings: SegmentSettings) => boolean,
): Pick<TestedKind<Condition>, 'label' | 'holds' | 'edges'> {
  const counted = (condition: Condition, history: readonly Entry[], settings: SegmentSettings) =>
    history.flatMap((entry) => (hasHappened(entry) && counts(condition, entry, settings) ? [entry.at] : []));
  return {
    label: ({ frequency }) => `${frequency.comparison} ${labelOfWindow(windowOf(frequency))}`,
    holds: (condition, history, { now, settings }) => {
      const { comparison, times } = condition.frequency;
      const isIn = (at: number) => isInWindow(windowOf(condition.frequency), at, now, settings.timeZone);
      const count = counted(condition, history, settings).filter(isIn).length;
      if (comparison === 'at_least') return count >= times;
      return comparison === 'at_most' ? count <= times : count === times;
    },
    edges: (condition, history, settings) =>
      counted(condition, history, settings).flatMap((at) =>
        edgesOfWindow(windowOf(condition.frequency), at, settings.timeZone),
      ),
  };
}
