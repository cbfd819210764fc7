import type { Happening, Work } from '../work.ts';
import { addHappening } from './counters/index.ts';
import { countersOf } from './happening-index.ts';
import { followRelease } from './seed/follow-release.ts';

/** Adds a happening to the counters that count it, however late it comes. */
export function recordHappening(work: Work, happening: Happening): void {
  if (work.state.release !== undefined) work.state = followRelease(work.release, work.state);
  const matching = countersOf(work.release.segments.happenings, happening);
  if (matching.length === 0) return;
  const counters = new Map(work.state.counters);
  for (const counter of matching) {
    const held = addHappening(counter, counters.get(counter.key), happening, work.now);
    if (held.length > 0) counters.set(counter.key, held);
    else counters.delete(counter.key);
  }
  work.state = { ...work.state, counters };
}
