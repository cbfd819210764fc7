import type { Release } from '#contracts/release.ts';
import { compileRelease } from '../release.ts';

/**
 * For the release that follows `previous`: from which release on each of its counters has been counted without a break.
 * The definitions alone cannot tell: when the oldest of several segments that share a counter goes, the counter would
 * look as young as the next of them, and its history would be waited for a second time.
 */
export function countedSince(previous: Release, next: Release): NonNullable<Release['countedSince']> {
  const before = compileRelease(previous).segments.counters;
  const keys = [...compileRelease(next).segments.counters.keys()];
  return Object.fromEntries(keys.map((key) => [key, before.get(key)?.since ?? next.number]));
}
