import {
  type ComputedBucket,
  type ComputedTraitDefinition,
  distinctValuesKept,
  frequentValuesKept,
} from '#contracts/computed-trait.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { days } from '../../duration.ts';
import { compareText, toNumber, toText } from '../../segment/coerce.ts';
import type { Scalar } from '../../segment/property-value.ts';
import { shortHash } from '../../stable-id.ts';

type Definition = Pick<ComputedTraitDefinition, 'aggregation' | 'withinDays'>;

/** Texts are kept in the document of each person, once per value and day. */
const longestText = 100;

/** Beyond this, sums of several would no longer be exact to the cent. */
const largestNumber = 1e13;

/** 41 bits. */
const hashLength = 8;

function dayOf(at: Instant): number {
  return Math.floor(at / days(1));
}

/**
 * One value (of a count: one event) that came `times` times, as a bucket. Undefined where the aggregation makes nothing
 * of the value.
 */
export function bucketOf(definition: Definition, at: Instant, value: Scalar, times = 1): ComputedBucket | undefined {
  const day = definition.withinDays === undefined ? 0 : dayOf(at);
  switch (definition.aggregation) {
    case 'count':
      return { day, count: times };
    case 'sum':
    case 'average': {
      const number = amountOf(value);
      return number === undefined ? undefined : { day, sum: rounded(number * times), count: times };
    }
    case 'minimum':
    case 'maximum': {
      const number = amountOf(value);
      return number === undefined ? undefined : { day, extreme: number };
    }
    case 'first':
    case 'last':
      return { day, at, value: typeof value === 'string' ? value.slice(0, longestText) : value };
    case 'most_frequent':
      return { day, counts: [[toText(value).slice(0, longestText), times]] };
    case 'distinct_count':
      return { day, hashes: [shortHash(hashLength, toText(value))] };
  }
}

/** The buckets of two disjoint histories as if they were one, within the bounds. Both ascend by day, as does the result. */
export function uniteBuckets(
  definition: Definition,
  left: readonly ComputedBucket[],
  right: readonly ComputedBucket[],
): readonly ComputedBucket[] {
  if (left.length === 0) return right;
  return right.length === 0 ? left : gatherBuckets(definition, [...left, ...right]);
}

/** The same for any number of buckets in any order. */
export function gatherBuckets(definition: Definition, buckets: readonly ComputedBucket[]): readonly ComputedBucket[] {
  const byDay = new Map<number, ComputedBucket>();
  for (const bucket of buckets) {
    const own = byDay.get(bucket.day);
    byDay.set(bucket.day, own === undefined ? bucket : uniteDay(definition, own, bucket));
  }
  const united = [...byDay.values()].sort((a, b) => a.day - b.day);
  switch (definition.aggregation) {
    case 'most_frequent':
      return boundCounts(united);
    case 'distinct_count':
      return boundHashes(united);
    default:
      return united;
  }
}

/** Without the days that the window has left at `now`. */
export function withinWindow(
  { withinDays }: Definition,
  buckets: readonly ComputedBucket[],
  now: Instant,
): readonly ComputedBucket[] {
  if (withinDays === undefined) return buckets;
  const oldest = dayOf(now) - withinDays + 1;
  return (buckets[0]?.day ?? oldest) >= oldest ? buckets : buckets.filter(({ day }) => day >= oldest);
}

/** When the window leaves the oldest day; undefined where there is none. */
export function nextLeaving({ withinDays }: Definition, buckets: readonly ComputedBucket[]): Instant | undefined {
  const oldest = buckets[0]?.day;
  return withinDays === undefined || oldest === undefined ? undefined : days(oldest + withinDays);
}

function uniteDay({ aggregation }: Definition, left: ComputedBucket, right: ComputedBucket): ComputedBucket {
  const { day } = left;
  switch (aggregation) {
    case 'count':
      return { day, count: (left.count ?? 0) + (right.count ?? 0) };
    case 'sum':
    case 'average':
      return { day, sum: rounded((left.sum ?? 0) + (right.sum ?? 0)), count: (left.count ?? 0) + (right.count ?? 0) };
    case 'minimum':
      return { day, extreme: Math.min(left.extreme ?? Infinity, right.extreme ?? Infinity) };
    case 'maximum':
      return { day, extreme: Math.max(left.extreme ?? -Infinity, right.extreme ?? -Infinity) };
    case 'first':
      return compareTimes(left, right) <= 0 ? left : right;
    case 'last':
      return compareTimes(left, right) >= 0 ? left : right;
    case 'most_frequent': {
      const counts = new Map(left.counts);
      for (const [value, count] of right.counts ?? []) counts.set(value, (counts.get(value) ?? 0) + count);
      return { day, counts: [...counts] };
    }
    case 'distinct_count':
      return { day, hashes: [...new Set([...(left.hashes ?? []), ...(right.hashes ?? [])])] };
  }
}

/** Of events at the same time the order of their values decides, so that it does not matter which came here first. */
function compareTimes(left: ComputedBucket, right: ComputedBucket): number {
  return (left.at ?? 0) - (right.at ?? 0) || compareText(toText(left.value ?? ''), toText(right.value ?? ''));
}

function boundCounts(buckets: readonly ComputedBucket[]): readonly ComputedBucket[] {
  const all = buckets.flatMap(({ day, counts = [] }) => counts.map(([value, count]) => ({ day, value, count })));
  if (all.length <= frequentValuesKept) return buckets;
  all.sort((a, b) => b.count - a.count || b.day - a.day || compareText(a.value, b.value));
  const kept = Map.groupBy(all.slice(0, frequentValuesKept), ({ day }) => day);
  return [...kept]
    .map(([day, own]) => ({ day, counts: own.map(({ value, count }) => [value, count] as const) }))
    .sort((a, b) => a.day - b.day);
}

/** Each in its newest day; beyond the bound the oldest go, which a window would leave first anyway. */
function boundHashes(buckets: readonly ComputedBucket[]): readonly ComputedBucket[] {
  const seen = new Set<string>();
  const kept: ComputedBucket[] = [];
  for (const { day, hashes = [] } of buckets.toReversed()) {
    const news = hashes.filter((hash) => !seen.has(hash)).slice(0, distinctValuesKept - seen.size);
    for (const hash of news) seen.add(hash);
    if (news.length > 0) kept.push({ day, hashes: news });
  }
  return kept.reverse();
}

function amountOf(value: Scalar): number | undefined {
  const number = toNumber(value);
  return number !== undefined && Math.abs(number) < largestNumber ? number : undefined;
}

/** Sums of decimal fractions must not depend on their order, nor show as 12.299999. */
function rounded(sum: number): number {
  return Math.round(sum * 1e4) / 1e4;
}
