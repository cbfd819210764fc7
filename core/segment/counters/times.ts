import type { Instant } from '#contracts/identifiers.ts';

/** Adds a time where it belongs; times ascend. */
export function insertTime(times: readonly Instant[], at: Instant): readonly Instant[] {
  const index = countUntil(times, at);
  return index === times.length ? [...times, at] : times.toSpliced(index, 0, at);
}

export function uniteTimes(left: readonly Instant[], right: readonly Instant[]): readonly Instant[] {
  if (left.length === 0) return right;
  return right.length === 0 ? left : [...left, ...right].sort((a, b) => a - b);
}

/** The newest `keep` times up to `now`, and all that lie after it: those do not count yet and must not push others out. */
export function newest(times: readonly Instant[], keep: number, now: Instant): readonly Instant[] {
  const surplus = countUntil(times, now) - keep;
  return surplus > 0 ? times.slice(surplus) : times;
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
