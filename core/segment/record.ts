import type { Instant } from '#contracts/identifiers.ts';
import type { Happening, Work } from '../work.ts';
import { followRelease } from './follow-release.ts';
import { countUntil } from './frequency.ts';
import { countersOf } from './happening-index.ts';
import { newest } from './merge.ts';

/** Adds the time of a happening to the counters that count it; late ones are sorted in. */
export function recordHappening(work: Work, happening: Happening): void {
  if (work.state.release !== undefined) work.state = followRelease(work.release, work.state);
  const matching = countersOf(work.release.segments.happenings, happening);
  if (matching.length === 0) return;
  const counters: { [key: string]: readonly Instant[] } = { ...work.state.counters };
  for (const { key, keep } of matching) {
    counters[key] = newest(insert(counters[key] ?? [], happening.at), keep, work.now);
  }
  work.state = { ...work.state, counters };
}

function insert(times: readonly Instant[], at: Instant): readonly Instant[] {
  const index = countUntil(times, at);
  return index === times.length ? [...times, at] : times.toSpliced(index, 0, at);
}
