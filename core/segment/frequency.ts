import type { Instant } from '#contracts/identifiers.ts';
import type { Frequency } from '#contracts/segment/frequency.ts';
import { days } from '../duration.ts';

/** Length of the sliding window in milliseconds; Infinity for ever. */
export function windowOf(frequency: Frequency): number {
  return frequency.withinDays === undefined ? Number.POSITIVE_INFINITY : Math.round(days(frequency.withinDays));
}

/**
 * How many of the newest event times decide exactly: k for "at least k"; one more for "at most" and "exactly", to see that
 * it is too many. Zero when the answer is always yes.
 */
export function timesNeeded(frequency: Frequency): number {
  return frequency.comparison === 'at_least' ? frequency.times : frequency.times + 1;
}

/** Whether it holds at `now`, counting the ascending `times` after `now - window`, up to and with `now`. */
export function frequencyHolds(frequency: Frequency, times: readonly Instant[], now: Instant): boolean {
  return compare(frequency, countUntil(times, now) - countUntil(times, now - windowOf(frequency)));
}

/** The earliest instant after `now` at which the answer changes although nothing happens. */
export function nextFlip(frequency: Frequency, times: readonly Instant[], now: Instant): Instant | undefined {
  const window = windowOf(frequency);
  let entered = countUntil(times, now);
  let left = countUntil(times, now - window);
  const holds = compare(frequency, entered - left);
  for (;;) {
    const entering = times[entered] ?? Number.POSITIVE_INFINITY;
    const leaving = (times[left] ?? Number.POSITIVE_INFINITY) + window;
    const at = Math.min(entering, leaving);
    if (at === Number.POSITIVE_INFINITY) return undefined;
    while (times[entered] === at) entered += 1;
    while ((times[left] ?? Number.POSITIVE_INFINITY) + window === at) left += 1;
    if (compare(frequency, entered - left) !== holds) return at;
  }
}

/** Number of times up to and with `limit`; `times` ascend. */
export function countUntil(times: readonly Instant[], limit: Instant): number {
  let low = 0;
  let high = times.length;
  if (high > 0 && (times[high - 1] ?? 0) <= limit) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compare(frequency: Frequency, count: number): boolean {
  switch (frequency.comparison) {
    case 'at_least':
      return count >= frequency.times;
    case 'at_most':
      return count <= frequency.times;
    case 'exactly':
      return count === frequency.times;
  }
}
