import type { ComputedBucket, ComputedTraitDefinition } from '#contracts/computed-trait.ts';
import type { Json } from '#contracts/json.ts';
import { compareText } from '../../segment/coerce.ts';

/** What a computed trait is, from the buckets of its window; null where nothing was counted. */
export function computedValue(
  { aggregation }: Pick<ComputedTraitDefinition, 'aggregation'>,
  buckets: readonly ComputedBucket[],
): Json {
  const [first] = buckets;
  const last = buckets.at(-1);
  if (first === undefined || last === undefined) return null;
  switch (aggregation) {
    case 'count':
      return countOf(buckets);
    case 'sum':
      return rounded(sumOf(buckets));
    case 'average':
      return rounded(sumOf(buckets) / countOf(buckets));
    case 'minimum':
      return Math.min(...buckets.map(({ extreme = Infinity }) => extreme));
    case 'maximum':
      return Math.max(...buckets.map(({ extreme = -Infinity }) => extreme));
    case 'first':
      return first.value ?? null;
    case 'last':
      return last.value ?? null;
    case 'most_frequent':
      return mostFrequent(buckets);
    case 'distinct_count':
      return buckets.reduce((sum, { hashes = [] }) => sum + hashes.length, 0);
  }
}

/** Of several that came as often the first in the order of code points. */
function mostFrequent(buckets: readonly ComputedBucket[]): Json {
  const totals = new Map<string, number>();
  for (const { counts = [] } of buckets) {
    for (const [value, count] of counts) totals.set(value, (totals.get(value) ?? 0) + count);
  }
  const [most] = [...totals].sort(([a, many], [b, more]) => more - many || compareText(a, b));
  return most?.[0] ?? null;
}

function countOf(buckets: readonly ComputedBucket[]): number {
  return buckets.reduce((sum, { count = 0 }) => sum + count, 0);
}

function sumOf(buckets: readonly ComputedBucket[]): number {
  return buckets.reduce((sum, bucket) => sum + (bucket.sum ?? 0), 0);
}

function rounded(number: number): number {
  return Math.round(number * 1e4) / 1e4;
}
