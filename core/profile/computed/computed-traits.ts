import type { ComputedBucket, ComputedBuckets, PublishedComputedTrait } from '#contracts/computed-trait.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import type { CompiledRelease } from '../../release.ts';
import { eventMatches } from '../../segment/event-match.ts';
import { type Scalar, scalarsOf, valueAt } from '../../segment/property-value.ts';
import { followRelease } from '../../segment/seed/follow-release.ts';
import type { Happening, Work } from '../../work.ts';
import { applyTraits } from '../traits.ts';
import { bucketOf, nextLeaving, uniteBuckets, withinWindow } from './computed-bucket.ts';
import { computedValue } from './computed-value.ts';

/** Adds what happened to the computed traits that it is about. Returns the names of those whose value changed. */
export function countIntoTraits(work: Work, happening: Happening): readonly string[] {
  if (happening.engagement !== undefined) return [];
  const matching = (work.release.computed.byEvent.get(happening.name) ?? []).filter(({ match }) =>
    eventMatches(match, happening),
  );
  if (matching.length === 0) return [];
  const computed: { [trait: string]: readonly ComputedBucket[] } = { ...work.state.computed };
  const touched: PublishedComputedTrait[] = [];
  for (const trait of matching) {
    for (const value of valuesOf(trait, happening)) {
      const bucket = bucketOf(trait, happening.at, value);
      if (bucket === undefined) continue;
      computed[trait.id] = uniteBuckets(trait, computed[trait.id] ?? [], [bucket]);
      if (touched.at(-1) !== trait) touched.push(trait);
    }
  }
  if (touched.length === 0) return [];
  work.state = { ...work.state, computed };
  return refresh(work, touched);
}

/** What an event brings to a trait: the values of its property; of the event itself its time, in ISO 8601. */
function valuesOf({ property }: PublishedComputedTrait, { properties, at }: Happening): readonly Scalar[] {
  return property === undefined ? [new Date(at).toISOString()] : scalarsOf(valueAt(properties, property));
}

/** The windows that have moved on by now. Returns the names of the traits whose value changed. */
export function settleComputed(work: Work): readonly string[] {
  if (work.state.computedDue === undefined || work.state.computedDue > work.now) return [];
  work.state = followRelease(work.release, work.state);
  const held = Object.keys(work.state.computed ?? {});
  return refresh(
    work,
    held.flatMap((id) => work.release.computed.byId.get(id) ?? []),
  );
}

/** After a seed, a merge or its undo: whatever may have changed. Returns the names of the traits whose value changed. */
export function refreshComputed(work: Work): readonly string[] {
  return refresh(work, [...work.release.computed.byId.values()]);
}

/** Traits of somebody's own word: those that are computed, or kept by the product, are not hers to tell. */
export function toldTraits({ release }: Pick<Work, 'release'>, traits: JsonObject): JsonObject {
  const names = release.keptTraits;
  if (names.size === 0 || !Object.keys(traits).some((name) => names.has(name))) return traits;
  return Object.fromEntries(Object.entries(traits).filter(([name]) => !names.has(name)));
}

/** The buckets of two people, or of one before and since a release. Traits that the release does not know are left out. */
export function uniteComputed(
  { computed }: Pick<CompiledRelease, 'computed'>,
  left: ComputedBuckets = {},
  right: ComputedBuckets = {},
): ComputedBuckets {
  const united: { [trait: string]: readonly ComputedBucket[] } = {};
  for (const id of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const trait = computed.byId.get(id);
    if (trait !== undefined) united[id] = uniteBuckets(trait, left[id] ?? [], right[id] ?? []);
  }
  return united;
}

/** Whose history is still to come is left as it is: half of it would be a wrong value. */
function refresh(work: Work, traits: readonly PublishedComputedTrait[]): readonly string[] {
  const { state, now } = work;
  if (traits.length === 0 && state.computed === undefined && state.computedDue === undefined) return [];
  const computed: { [trait: string]: readonly ComputedBucket[] } = { ...state.computed };
  const values: { [name: string]: Json } = {};
  for (const trait of traits) {
    const buckets = withinWindow(trait, computed[trait.id] ?? [], now);
    if (buckets.length > 0) computed[trait.id] = buckets;
    else delete computed[trait.id];
    const isAwaited =
      state.awaitedSeeds?.some(({ release }) => release === trait.sinceRelease) ||
      state.recounts?.some(({ release }) => release >= trait.sinceRelease);
    if (!isAwaited) values[trait.id] = computedValue(trait, buckets);
  }
  const { computedDue: _, ...rest } = state;
  const due = nextComputedDue(work.release, computed);
  work.state = { ...rest, computed, ...(due !== undefined && { computedDue: due }) };
  return applyTraits(work, values, `computed:${state.profile}:${state.revision}`);
}

function nextComputedDue(release: CompiledRelease, computed: ComputedBuckets): Instant | undefined {
  const times = Object.entries(computed).flatMap(([id, buckets]) => {
    const trait = release.computed.byId.get(id);
    return (trait && nextLeaving(trait, buckets)) ?? [];
  });
  return times.length === 0 ? undefined : Math.min(...times);
}
