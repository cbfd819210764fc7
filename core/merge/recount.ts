import type { Json } from '#contracts/json.ts';
import type { RecountStimulus } from '#contracts/stimulus.ts';
import { mergeCounters } from '../segment/merge.ts';
import type { Work } from '../work.ts';

/**
 * Completes an undo: what was counted up to the parting, told apart by the identity it arrived by, joins what was counted
 * since. Returns false for a repeat.
 */
export function recount(work: Work, stimulus: RecountStimulus): boolean {
  const { state, release, now } = work;
  const awaited = state.recounts?.find(({ undo }) => undo === stimulus.undo);
  if (awaited === undefined) {
    const drop = { type: 'drop', profile: state.profile, at: now, id: stimulus.id } as const;
    work.facts.push({ ...drop, reason: 'duplicate', detail: 'recount' });
    return false;
  }
  // Counters of a later release have seeds of their own, which hold the same times.
  const counted = Object.entries(stimulus.counters).filter(
    ([key]) => (release.segments.counters.get(key)?.since ?? Number.POSITIVE_INFINITY) <= awaited.release,
  );
  const { count, value, lastAt: told } = stimulus.orders;
  const lastAt = Math.max(state.orders.lastAt ?? 0, told ?? 0);
  const rest = (state.recounts ?? []).filter(({ undo }) => undo !== stimulus.undo);
  const { recounts: _, ...others } = state;
  work.state = {
    ...others,
    ...(rest.length > 0 && { recounts: rest }),
    counters: mergeCounters(state.counters, Object.fromEntries(counted), release.segments, now),
    traits: correctedTraits(state.traits, stimulus.traits),
    lastSeenAt: Math.max(state.lastSeenAt, stimulus.lastSeenAt ?? 0),
    orders: {
      count: state.orders.count + count,
      value: Math.round((state.orders.value + value) * 100) / 100,
      ...(lastAt > 0 && { lastAt }),
    },
  };
  return true;
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
