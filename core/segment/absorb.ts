import type { ProfileState } from '../state.ts';
import type { Work } from '../work.ts';
import { followRelease } from './follow-release.ts';
import { mergeCounters } from './merge.ts';

/**
 * Takes over what the loser of a merge had counted. Her memberships are taken over too, so that the winner does not enter
 * a segment a second time; the caller then updates all memberships, which makes the winner leave where nothing holds.
 * Seeds that the loser still awaits will be forwarded, so the winner awaits them as well.
 */
export function absorbSegments(work: Work, loser: ProfileState): void {
  const theirs = followRelease(work.release, loser);
  const ours = followRelease(work.release, work.state);
  work.state = {
    ...ours,
    counters: mergeCounters(ours.counters, theirs.counters, work.release.segments, work.now),
    awaitedSeeds: [...(ours.awaitedSeeds ?? []), ...(theirs.awaitedSeeds ?? [])],
    memberships: { ...theirs.memberships, ...ours.memberships },
  };
}
