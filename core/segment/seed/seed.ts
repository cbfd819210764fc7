import type { SeedStimulus } from '#contracts/stimulus.ts';
import { uniteScored } from '../../lead-score/lead-score.ts';
import { losersOf } from '../../merge/absorb-id.ts';
import { uniteComputed } from '../../profile/computed/computed-traits.ts';
import type { ProfileState } from '../../state.ts';
import type { MembershipChange, Work } from '../../work.ts';
import type { CompiledSegments } from '../compile.ts';
import { updateMemberships } from '../memberships.ts';
import { mergeCounters } from '../merge.ts';
import { followRelease } from './follow-release.ts';
import { includesSeed, isComplete, type SeedName, withoutSeeds } from './seed-name.ts';

/**
 * Adds what was recorded under one profile before the counters of a release were born, and answers the segments that
 * waited for it. A seed that was folded before, or whose conditions are gone, changes nothing.
 *
 * The seed of a merged profile may overtake the document that awaits it, because history travels in a log of its own:
 * it is folded all the same, and remembered until that document comes.
 */
export function foldSeed(
  work: Work,
  seed: Pick<SeedStimulus, 'release' | 'of' | 'counters' | 'computed' | 'scored'>,
): readonly MembershipChange[] | 'stale_seed' {
  const { segments } = work.release;
  const state = followRelease(work.release, work.state);
  const { awaitedSeeds = [], earlySeeds = [] } = state;
  const name = { release: seed.release, of: seed.of };
  const isAwaited = includesSeed(awaitedSeeds, name);
  // It only had her looked at, and she was.
  if (!isAwaited && isComplete(segments, name) && isEmpty(seed)) return [];
  if (!isAwaited && !isEarly(segments, state, name)) return 'stale_seed';
  const born = Object.entries(seed.computed ?? {}).filter(
    ([id]) => work.release.computed.byId.get(id)?.sinceRelease === seed.release,
  );
  const scored = Object.entries(seed.scored ?? {}).filter(
    ([rule]) => work.release.leadScore?.byId.get(rule)?.sinceRelease === seed.release,
  );
  work.state = {
    ...state,
    ...(scored.length > 0 && { scored: uniteScored(work.release, state.scored, Object.fromEntries(scored)) }),
    ...(born.length > 0 && { computed: uniteComputed(work.release, state.computed, Object.fromEntries(born)) }),
    counters: mergeCounters(state.counters, countersBornIn(segments, seed), segments, work.now),
    ...(isAwaited ? { awaitedSeeds: withoutSeeds(awaitedSeeds, [name]) } : { earlySeeds: [...earlySeeds, name] }),
  };
  return updateMemberships(work, { seeded: segments.segmentsByRelease.get(seed.release) ?? [] });
}

function isEmpty({
  counters,
  computed = {},
  scored = {},
}: Pick<SeedStimulus, 'counters' | 'computed' | 'scored'>): boolean {
  return [counters, computed, scored].every((part) => Object.keys(part).length === 0);
}

/** Whether it is the history of a profile whose document has not come here yet. */
function isEarly(segments: CompiledSegments, state: ProfileState, seed: SeedName): boolean {
  if (!segments.releases.includes(seed.release)) return false;
  if (seed.release <= (state.recountedRelease ?? Number.NEGATIVE_INFINITY)) return false;
  if (seed.of === state.profile || losersOf(state.absorbed).includes(seed.of)) return false;
  return !includesSeed(state.earlySeeds ?? [], seed);
}

/** A counter that went and came again since is of a later release now, whose own seed holds the same times. */
function countersBornIn(
  segments: CompiledSegments,
  seed: Pick<SeedStimulus, 'release' | 'counters'>,
): ProfileState['counters'] {
  return new Map(Object.entries(seed.counters).filter(([key]) => segments.counters.get(key)?.since === seed.release));
}
