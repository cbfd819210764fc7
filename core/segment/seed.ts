import type { SeedStimulus } from '#contracts/stimulus.ts';
import type { MembershipChange, Work } from '../work.ts';
import { followRelease } from './follow-release.ts';
import { updateMemberships } from './memberships.ts';
import { mergeCounters } from './merge.ts';

/**
 * Adds what happened before the counters of a release were born, and answers the segments that waited for it. A seed that
 * is not awaited (the conditions are gone, or it came before) changes nothing.
 */
export function foldSeed(
  work: Work,
  seed: Pick<SeedStimulus, 'release' | 'counters'>,
): readonly MembershipChange[] | 'stale_seed' {
  const state = followRelease(work.release, work.state);
  const awaited = state.awaitedSeeds ?? [];
  const index = awaited.indexOf(seed.release);
  if (index === -1) return 'stale_seed';
  const { segments } = work.release;
  const counters = mergeCounters(state.counters, seed.counters, segments, work.now);
  work.state = { ...state, counters, awaitedSeeds: awaited.toSpliced(index, 1) };
  const waiting = [...segments.segments.values()].filter(
    (segment) =>
      segment.sinceRelease === seed.release || segment.counters.some((counter) => counter.since === seed.release),
  );
  return updateMemberships(work, { segments: waiting.map((segment) => segment.id) });
}
