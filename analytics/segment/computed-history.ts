import type { ComputedBucket, ComputedBuckets, ComputedTraitDefinition } from '#contracts/computed-trait.ts';
import type { Instant, Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { Json } from '#contracts/json.ts';
import { bucketOf, gatherBuckets } from '#core/profile/computed/computed-bucket.ts';
import { scalarsOf } from '#core/segment/property-value.ts';
import { cutSql } from './counters-sql.ts';
import { happeningsSql } from './happenings-sql.ts';
import { createParameters, type Parameters } from './parameters.ts';
import type { Statement } from './segment-sql.ts';

interface Question {
  readonly computed: readonly ComputedTraitDefinition[];
  readonly cut: ReadonlyMap<Lane, number>;
}

interface Range {
  readonly first: ProfileId;
  readonly last: ProfileId;
}

/** How often a value came on a day (in all time, where there is no window), and its first and last time. */
interface ValueRow {
  readonly profile: ProfileId;
  readonly trait: string;
  /** JSON text; empty where the event itself counts. */
  readonly raw: string;
  readonly times: number;
  readonly first: Instant;
  readonly last: Instant;
}

/** What the computed traits of a release would hold of the facts up to the cut; by the profile they stand under. */
export async function computedOf(
  ask: <Row>(sql: string, values: Readonly<Record<string, unknown>>) => Promise<Row[]>,
  workspace: WorkspaceId,
  question: Question,
  range: Range,
): Promise<ReadonlyMap<ProfileId, ComputedBuckets>> {
  return computedWithin(ask, { ...range, workspace }, question.computed, (parameters) => {
    return `profile >= {first:UUID} AND profile <= {last:UUID} AND ${cutSql(question.cut, parameters)}`;
  });
}

/** The same of the facts within `rangeOf` (a condition), which may name what is `reserved`: the workspace among it. */
export async function computedWithin(
  ask: <Row>(sql: string, values: Readonly<Record<string, unknown>>) => Promise<Row[]>,
  reserved: Readonly<Record<string, unknown>>,
  traits: readonly ComputedTraitDefinition[],
  rangeOf: (parameters: Parameters) => string,
): Promise<ReadonlyMap<ProfileId, ComputedBuckets>> {
  if (traits.length === 0) return new Map();
  const byId = new Map(traits.map((trait) => [trait.id, trait]));
  const { sql, params } = computedSql(reserved, traits, rangeOf);
  const found = new Map<ProfileId, { [trait: string]: ComputedBucket[] }>();
  for (const row of await ask<ValueRow>(sql, params)) {
    const trait = byId.get(row.trait);
    if (trait === undefined) continue;
    const own = found.get(row.profile) ?? {};
    found.set(row.profile, own);
    own[row.trait] ??= [];
    own[row.trait]?.push(...bucketsOf(trait, row));
  }
  return new Map(
    [...found].map(([profile, computed]) => [
      profile,
      Object.fromEntries(
        Object.entries(computed).flatMap(([id, buckets]) => {
          const trait = byId.get(id);
          return trait === undefined ? [] : [[id, gatherBuckets(trait, buckets)] as const];
        }),
      ),
    ]),
  );
}

function bucketsOf(trait: ComputedTraitDefinition, { raw, times, first, last }: ValueRow): readonly ComputedBucket[] {
  const valuesAt = (at: Instant) => (raw === '' ? [new Date(at).toISOString()] : scalarsOf(JSON.parse(raw) as Json));
  const ends = trait.aggregation === 'first' || trait.aggregation === 'last' ? [first, last] : [last];
  return ends.flatMap((at) => valuesAt(at).flatMap((value) => bucketOf(trait, at, value, times) ?? []));
}

function computedSql(
  reserved: Readonly<Record<string, unknown>>,
  traits: readonly ComputedTraitDefinition[],
  rangeOf: (parameters: Parameters) => string,
): Statement {
  const parameters = createParameters(reserved);
  const range = rangeOf(parameters);
  const parts = traits.map((trait) => traitSql(trait, range, parameters));
  return { sql: parts.join(' UNION ALL '), params: parameters.values };
}

function traitSql(trait: ComputedTraitDefinition, range: string, parameters: Parameters): string {
  const { id, match, property, withinDays } = trait;
  const groups = ['profile', 'raw', ...(withinDays === undefined ? [] : [`toDate(at, 'UTC')`])];
  const path = property?.split('.').map((key) => parameters.bind('String', key));
  const raw = path === undefined ? `''` : `JSONExtractRaw(properties, ${path.join(', ')})`;
  // Two days more than the window, so that the two clocks need not agree; the document drops what is too old.
  const recent =
    withinDays === undefined ? '' : ` AND at > now() - toIntervalDay(${parameters.bind('UInt32', withinDays + 2)})`;
  const present = path === undefined ? '' : ` AND ${raw} NOT IN ('', 'null')`;
  const happenings = happeningsSql({ source: 'event', match }, `${range}${recent}${present}`, parameters);
  return (
    `SELECT profile, ${parameters.bind('String', id)} AS trait, ${raw} AS raw, count() AS times, ` +
    `toUnixTimestamp64Milli(min(at)) AS first, toUnixTimestamp64Milli(max(at)) AS last ` +
    `FROM ${happenings} GROUP BY ${groups.join(', ')}`
  );
}
