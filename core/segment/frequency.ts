import type { Instant } from '#contracts/identifiers.ts';
import type { Frequency } from '#contracts/segment/frequency.ts';
import { countUntil } from './counters/times.ts';
import { leavesAt, rangeAt, windowOf } from './time/window.ts';

/**
 * How many of the newest event times decide exactly: k for "at least k"; one more for "at most" and "exactly", to see that
 * it is too many. Zero when the answer is always yes.
 */
export function timesNeeded(frequency: Frequency): number {
  return frequency.comparison === 'at_least' ? frequency.times : frequency.times + 1;
}

/** How many of the ascending `times` lie in the window at `now`. The window ends now. */
export function timesWithin(
  frequency: Frequency,
  times: readonly Instant[],
  timeZone: string,
  now: Instant,
): readonly Instant[] {
  const { from, to } = rangeAt(windowOf(frequency), timeZone, now);
  return times.slice(countUntil(times, from - 1), countUntil(times, to - 1));
}

export function frequencyHolds(
  frequency: Frequency,
  times: readonly Instant[],
  timeZone: string,
  now: Instant,
): boolean {
  if (times.length === 0) return comparesTimes(frequency, 0);
  const { from, to } = rangeAt(windowOf(frequency), timeZone, now);
  return comparesTimes(frequency, countUntil(times, to - 1) - countUntil(times, from - 1));
}

/** The earliest instant after `now` at which the answer changes although nothing happens. */
export function nextFlip(
  frequency: Frequency,
  times: readonly Instant[],
  timeZone: string,
  now: Instant,
): Instant | undefined {
  const window = windowOf(frequency);
  const { from, to } = rangeAt(window, timeZone, now);
  let left = countUntil(times, from - 1);
  let entered = countUntil(times, to - 1);
  const holds = comparesTimes(frequency, entered - left);
  const leaves = (index: number): Instant => {
    const at = times[index];
    return at === undefined ? Number.POSITIVE_INFINITY : leavesAt(window, timeZone, at);
  };
  let leaving = leaves(left);
  for (;;) {
    const at = Math.min(times[entered] ?? Number.POSITIVE_INFINITY, leaving);
    if (at === Number.POSITIVE_INFINITY) return undefined;
    while (times[entered] === at) entered += 1;
    while (leaving === at) {
      left += 1;
      leaving = leaves(left);
    }
    if (comparesTimes(frequency, entered - left) !== holds) return at;
  }
}

export function comparesTimes(frequency: Pick<Frequency, 'comparison' | 'times'>, count: number): boolean {
  switch (frequency.comparison) {
    case 'at_least':
      return count >= frequency.times;
    case 'at_most':
      return count <= frequency.times;
    case 'exactly':
      return count === frequency.times;
  }
}
