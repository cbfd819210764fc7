import type { Instant } from '#contracts/identifiers.ts';
import type { ProfileState } from '../state.ts';
import type { CompiledSegments } from './compile.ts';
import { type Held, uniteHeld } from './counters/index.ts';
import { filterMap } from './seed/follow-release.ts';

type Counters = ProfileState['counters'];

/**
 * The counters of two disjoint histories (two people who turn out to be one, or what happened before a counter was born
 * and since) as if one person had lived both. Counters that the release does not know are left out.
 */
export function mergeCounters(left: Counters, right: Counters, compiled: CompiledSegments, now: Instant): Counters {
  if (right.size === 0) return filterMap(left, (key) => compiled.counters.has(key));
  const merged = new Map<string, Held>();
  for (const [key, held] of left) {
    const counter = compiled.counters.get(key);
    if (counter !== undefined) merged.set(key, uniteHeld(counter, held, right.get(key) ?? nothing, now));
  }
  for (const [key, held] of right) {
    const counter = compiled.counters.get(key);
    if (counter !== undefined && !left.has(key)) merged.set(key, uniteHeld(counter, nothing, held, now));
  }
  return merged;
}

const nothing: Held = [];
