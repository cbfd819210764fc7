import { gradeTrait, scoreTrait } from '#contracts/lead-score.ts';
import { losersOf } from '../../merge/absorb-id.ts';
import type { CompiledRelease } from '../../release.ts';
import type { ProfileState } from '../../state.ts';
import type { CompiledSegment } from '../compile.ts';
import { isComplete, nameSeeds } from './seed-name.ts';

/**
 * The state made fit for a release: counters that it does not know go; those that are counted from a newer release on
 * than the state has followed go too (what they hold is from an earlier life of the same condition, and the seed holds
 * it again); the seeds of the releases in between are awaited, hers and those of everybody whose document she has taken
 * over, because facts stay with the profile that they were recorded under. A state that followed none has no history to
 * wait for.
 */
export function followRelease(release: CompiledRelease, state: ProfileState): ProfileState {
  const { source, segments, computed, leadScore } = release;
  const from = state.release;
  if (from === source.number) return state;
  if (from === undefined) return { ...state, release: source.number };
  // A lane may be a moment behind the lane that the state of a merged person comes from.
  if (from > source.number) return state;
  const keeps = (id: string): boolean => (segments.segments.get(id)?.sinceRelease ?? Number.POSITIVE_INFINITY) <= from;
  const isComputed = (id: string): boolean => (computed.byId.get(id)?.sinceRelease ?? Number.POSITIVE_INFINITY) <= from;
  const isScored = (rule: string): boolean =>
    (leadScore?.byId.get(rule)?.sinceRelease ?? Number.POSITIVE_INFINITY) <= from;
  const gone = [
    ...Object.keys(state.computed ?? {}).filter((id) => !computed.byId.has(id)),
    ...(leadScore === undefined && state.scored !== undefined ? [scoreTrait, gradeTrait] : []),
  ];
  return {
    ...state,
    release: source.number,
    ...(state.computed && { computed: filter(state.computed, isComputed) }),
    ...(state.scored && { scored: filter(state.scored, isScored) }),
    ...(gone.length > 0 && { traits: withoutNames(state.traits, gone) }),
    counters: filterMap(
      state.counters,
      (key) => (segments.counters.get(key)?.since ?? Number.POSITIVE_INFINITY) <= from,
    ),
    memberships: filterMap(state.memberships, (id) => segments.segments.has(id)),
    ...(state.importedExpiries && { importedExpiries: filterMap(state.importedExpiries, keeps) }),
    ...(state.earlySeeds && {
      earlySeeds: state.earlySeeds.filter(({ release }) => segments.releases.includes(release)),
    }),
    awaitedSeeds: [
      ...(state.awaitedSeeds ?? []).filter(({ release }) => segments.releases.includes(release)),
      ...nameSeeds(
        segments.releases.filter((release) => release > from),
        [state.profile, ...losersOf(state.absorbed)],
      ).filter((seed) => !isComplete(segments, seed)),
    ],
  };
}

function withoutNames(traits: ProfileState['traits'], names: readonly string[]): ProfileState['traits'] {
  return Object.fromEntries(Object.entries(traits).filter(([name]) => !names.includes(name)));
}

/** Whether all counters of a segment hold the whole history of a person, so that it can be answered. */
export function isCounted(state: ProfileState, segment: CompiledSegment): boolean {
  if (state.recounts !== undefined && segment.counters.length > 0) return false;
  const awaited = state.awaitedSeeds;
  if (awaited === undefined || awaited.length === 0) return true;
  return !segment.counters.some((counter) => awaited.some(({ release }) => release === counter.since));
}

/** The same object where all are kept: most releases take nothing away from most people. */
export function filter<T>(
  entries: { readonly [key: string]: T },
  keep: (key: string) => boolean,
): { readonly [key: string]: T } {
  if (Object.keys(entries).every(keep)) return entries;
  return Object.fromEntries(Object.entries(entries).filter(([key]) => keep(key)));
}

/** The same for a map. */
export function filterMap<T>(entries: ReadonlyMap<string, T>, keep: (key: string) => boolean): ReadonlyMap<string, T> {
  let kept: Map<string, T> | undefined;
  for (const key of entries.keys()) {
    if (keep(key)) continue;
    kept ??= new Map(entries);
    kept.delete(key);
  }
  return kept ?? entries;
}
