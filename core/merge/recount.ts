import type { Json } from '#contracts/json.ts';
import type { RecountStimulus } from '#contracts/stimulus.ts';
import { isOnlyOfImport, remove, takeBack } from '../imports/take-back.ts';
import { uniteScored } from '../lead-score/lead-score.ts';
import { uniteComputed } from '../profile/computed/computed-traits.ts';
import { mergeCounters } from '../segment/merge.ts';
import { filter, filterMap } from '../segment/seed/follow-release.ts';
import type { ProfileState } from '../state.ts';
import type { Work } from '../work.ts';

/**
 * Completes an undo: what was counted up to the parting, told apart by the identity it arrived by, joins what was counted
 * since. Returns false for a repeat.
 */
export function recount(work: Work, stimulus: RecountStimulus): boolean {
  const { state, now } = work;
  const awaited = state.recounts?.find(({ undo }) => undo === stimulus.undo);
  if (awaited === undefined) {
    const drop = { type: 'drop', profile: state.profile, at: now, id: stimulus.id } as const;
    work.facts.push({ ...drop, reason: 'duplicate', detail: 'recount' });
    return false;
  }
  const rest = (state.recounts ?? []).filter(({ undo }) => undo !== stimulus.undo);
  const { recounts: _, ...others } = state;
  const { count, value, lastAt: told } = stimulus.orders;
  const lastAt = Math.max(state.orders.lastAt ?? 0, told ?? 0);
  const counted: ProfileState = {
    ...others,
    ...(rest.length > 0 && { recounts: rest }),
    ...(awaited.covered ? {} : countedSince(work, awaited.release, stimulus)),
    traits: correctedTraits(state.traits, stimulus.traits),
    lastSeenAt: Math.max(state.lastSeenAt, stimulus.lastSeenAt ?? 0),
    orders: {
      count: state.orders.count + count,
      value: Math.round((state.orders.value + value) * 100) / 100,
      ...(lastAt > 0 && { lastAt }),
    },
  };
  const { withdrawn } = stimulus;
  work.state = withdrawn === undefined ? counted : takeBack(counted, withdrawn);
  if (withdrawn !== undefined && isOnlyOfImport(work, awaited, withdrawn)) remove(work, now);
  return true;
}

/** What was counted up to the place and what was counted since; of a later release there are seeds, which hold the same. */
function countedSince(
  { state, release, now }: Work,
  since: number,
  { counters, computed = {}, scored }: RecountStimulus,
): Pick<ProfileState, 'counters' | 'computed' | 'scored'> {
  const never = Number.POSITIVE_INFINITY;
  const isCounted = (key: string) => (release.segments.counters.get(key)?.since ?? never) <= since;
  const isComputed = (id: string) => (release.computed.byId.get(id)?.sinceRelease ?? never) <= since;
  const isScored = (rule: string) => (release.leadScore?.byId.get(rule)?.sinceRelease ?? never) <= since;
  const told = filterMap(new Map(Object.entries(counters)), isCounted);
  return {
    ...(scored && { scored: uniteScored(release, state.scored, filter(scored, isScored)) }),
    counters: mergeCounters(state.counters, told, release.segments, now),
    computed: uniteComputed(release, state.computed, filter(computed, isComputed)),
  };
}

/** Whoever told something newer since the parting keeps it. */
function correctedTraits(
  held: { readonly [name: string]: Json },
  told: RecountStimulus['traits'],
): { readonly [name: string]: Json } {
  const traits: { [name: string]: Json } = { ...held };
  for (const { name, was, value } of told) {
    if (JSON.stringify(traits[name] ?? null) !== JSON.stringify(was)) continue;
    if (value === null) delete traits[name];
    else traits[name] = value;
  }
  return traits;
}
