import type { Instant } from '#contracts/identifiers.ts';
import type { ProfileState } from '../state.ts';
import type { CompiledSegments } from './compile.ts';
import { countUntil } from './frequency.ts';

type Counters = ProfileState['counters'];

/**
 * The counters of two disjoint histories (two people who turn out to be one, or what happened before a counter was born
 * and since) as if one person had lived both. Counters that the release does not know are left out.
 */
export function mergeCounters(left: Counters, right: Counters, compiled: CompiledSegments, now: Instant): Counters {
  const merged: { [key: string]: readonly Instant[] } = {};
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const counter = compiled.counters.get(key);
    if (counter === undefined) continue;
    merged[key] = newest(mergeTimes(left[key] ?? [], right[key] ?? []), counter.keep, now);
  }
  return merged;
}

/** The newest `keep` times up to `now`, and all that lie after it: those do not count yet and must not push others out. */
export function newest(times: readonly Instant[], keep: number, now: Instant): readonly Instant[] {
  const surplus = countUntil(times, now) - keep;
  return surplus > 0 ? times.slice(surplus) : times;
}

function mergeTimes(left: readonly Instant[], right: readonly Instant[]): readonly Instant[] {
  if (left.length === 0) return right;
  return right.length === 0 ? left : [...left, ...right].sort((a, b) => a - b);
}
