import type { Instant } from '#contracts/identifiers.ts';
import { uniteScored } from '../lead-score/lead-score.ts';
import { losersOf } from '../merge/absorb-id.ts';
import { uniteComputed } from '../profile/computed/computed-traits.ts';
import type { ProfileState } from '../state.ts';
import type { Work } from '../work.ts';
import { mergeCounters } from './merge.ts';
import { nextChangeOf } from './next-change.ts';
import { filterMap, followRelease, isCounted } from './seed/follow-release.ts';
import { uniteSeeds, withoutSeeds } from './seed/seed-name.ts';
import { awaitedOf } from './seed/settle-complete.ts';

const none: ReadonlyMap<string, Instant> = new Map();

/**
 * Takes over what the loser of a merge had counted. Her memberships are taken over too, so that the winner does not enter
 * a segment a second time; the caller then updates all memberships, which makes the winner leave where nothing holds.
 * Seeds that the loser still awaits come to the winner, who awaits them as well, unless they were here first.
 */
export function absorbSegments(work: Work, loser: ProfileState): void {
  const theirs = followRelease(work.release, loser);
  const ours = followRelease(work.release, work.state);
  const awaited = uniteSeeds(ours.awaitedSeeds ?? [], awaitedOf(work.release.segments, theirs) ?? []);
  const early = uniteSeeds(ours.earlySeeds ?? [], theirs.earlySeeds ?? []);
  const here = new Set([ours.profile, ...losersOf(ours.absorbed)]);
  const united = {
    ...ours,
    counters: mergeCounters(ours.counters, theirs.counters, work.release.segments, work.now),
    ...((ours.computed ?? theirs.computed) && {
      computed: uniteComputed(work.release, ours.computed, theirs.computed),
    }),
    ...((ours.scored ?? theirs.scored) && { scored: uniteScored(work.release, ours.scored, theirs.scored) }),
    awaitedSeeds: withoutSeeds(awaited, early),
    earlySeeds: early.filter(({ of }) => !here.has(of)),
    memberships: new Map([...theirs.memberships, ...ours.memberships]),
  };
  // With the loser's times, so that the caller finds those unmoved that imported history has set. The winner as she was
  // before she took anything over tells which are not hers.
  const isTaken = (id: string): boolean => {
    const segment = work.release.segments.segments.get(id);
    return (
      segment !== undefined &&
      isCounted(united, segment) &&
      nextChangeOf(segment, work.looked, work.release, work.now) === undefined
    );
  };
  work.state = {
    ...united,
    importedExpiries: new Map([
      ...filterMap(theirs.importedExpiries ?? none, isTaken),
      ...(ours.importedExpiries ?? none),
    ]),
  };
}
