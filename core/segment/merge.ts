import type { Instant } from '#contracts/identifiers.ts';
import type { ProfileState } from '../state.ts';
import type { CompiledSegments } from './compile.ts';
import { uniteHeld } from './counters/index.ts';

type Counters = ProfileState['counters'];

/**
 * The counters of two disjoint histories (two people who turn out to be one, or what happened before a counter was born
 * and since) as if one person had lived both. Counters that the release does not know are left out.
 */
export function mergeCounters(left: Counters, right: Counters, compiled: CompiledSegments, now: Instant): Counters {
  if (isEmpty(right) && Object.keys(left).every((key) => compiled.counters.has(key))) return left;
  const merged: { [key: string]: Counters[string] } = {};
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const counter = compiled.counters.get(key);
    if (counter === undefined) continue;
    merged[key] = uniteHeld(counter, left[key] ?? [], right[key] ?? [], now);
  }
  return merged;
}

function isEmpty(counters: Counters): boolean {
  for (const _ in counters) return false;
  return true;
}
