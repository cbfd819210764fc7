import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { ComputedBuckets, ComputedTraitDefinition } from '#contracts/computed-trait.ts';
import type { Instant, Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { ScoreSums } from '#contracts/lead-score.ts';
import type { Counter } from '#core/segment/counter.ts';
import { computedOf } from './computed-history.ts';
import { readHeld } from './counter-sql.ts';
import { countersSql, cutSql, lateSql } from './counters-sql.ts';
import type { Parameters } from './parameters.ts';
import { type ScoreQuestion, scoreCounts, sumsOf } from './score-history.ts';

/** Counters and computed traits of one release, and the last commit of each lane before it: what was recorded later is counted live. */
export interface SeedQuestion {
  readonly release: number;
  readonly counters: readonly Counter[];
  readonly computed: readonly ComputedTraitDefinition[];
  readonly score?: ScoreQuestion;
  readonly cut: ReadonlyMap<Lane, number>;
  /** Where seeds that hold nothing are left out, but for those of whoever was inside one of these segments before. */
  readonly historyAlone: readonly string[] | null;
}

/** What the new counters would hold of one profile's facts if they had been there from the beginning. */
export interface HistorySeed {
  readonly release: number;
  /** The profile that the facts were recorded under. */
  readonly of: ProfileId;
  /** Whom it belongs to today. */
  readonly person: ProfileId;
  /** What each counter holds; see core/segment/counters. */
  readonly counters: { readonly [key: string]: readonly number[] };
  readonly computed?: ComputedBuckets;
  readonly scored?: ScoreSums;
}

export interface HistoryPage {
  /** Those that were looked at, in ClickHouse's order of their ids; none at the end. */
  readonly profiles: readonly ProfileId[];
  readonly seeds: readonly HistorySeed[];
}

/** The past of everybody known, read in pages of profiles in ClickHouse's order of their ids. */
export interface History {
  countProfiles(workspace: WorkspaceId): Promise<number>;
  readPage(
    workspace: WorkspaceId,
    questions: readonly SeedQuestion[],
    after: ProfileId | null,
    limit: number,
  ): Promise<HistoryPage>;
  /**
   * Profiles after `after` to which something happened that the counters count, recorded behind the cut and up to `until`, or
   * that took another one over then, with empty seeds.
   */
  readLate(
    workspace: WorkspaceId,
    question: SeedQuestion,
    until: SeedQuestion['cut'],
    after: ProfileId | null,
    limit: number,
  ): Promise<HistoryPage>;
}

export function createHistory(client: ClickHouseClient, clock: () => Instant = Date.now): History {
  const ask = <Row>(sql: string, values: Readonly<Record<string, unknown>>): Promise<Row[]> =>
    queryRows<Row>(client, sql, values, { background: true });

  async function countersOf(workspace: WorkspaceId, question: SeedQuestion, range: Range): Promise<CountersOf> {
    const now = clock();
    const byKey = new Map(question.counters.map((counter) => [counter.key, counter]));
    const { sql, params } = countersSql(workspace, question, range, now);
    const counters = new Map<ProfileId, { [key: string]: readonly number[] }>();
    const newcomers = new Set<ProfileId>();
    for (const { profile, key, held } of await ask<CounterRow>(sql, params)) {
      const counter = byKey.get(key);
      if (counter === undefined) {
        newcomers.add(profile);
        continue;
      }
      const own = readHeld(counter, held, now);
      if (own.length > 0) counters.set(profile, { ...counters.get(profile), [key]: own });
    }
    return { counters, newcomers };
  }

  async function personsOf(workspace: WorkspaceId, range: Range): Promise<ReadonlyMap<ProfileId, ProfileId>> {
    const merges = await ask<{ profile: ProfileId; person: ProfileId }>(mergesSql, { workspace, ...range });
    return new Map(merges.map(({ profile, person }) => [profile, person]));
  }

  async function insideOf(workspace: WorkspaceId, segments: readonly string[], range: Range) {
    if (segments.length === 0) return new Set<ProfileId>();
    const rows = await ask<{ profile: ProfileId }>(insideSql, { workspace, segments, ...range });
    return new Set(rows.map(({ profile }) => profile));
  }

  async function scoredOf(workspace: WorkspaceId, { score, cut }: SeedQuestion, range: Range) {
    if (score === undefined) return new Map<ProfileId, ScoreSums>();
    const rangeOf = (parameters: Parameters) =>
      `profile >= {first:UUID} AND profile <= {last:UUID} AND ${cutSql(cut, parameters)}`;
    return sumsOf(score, await scoreCounts(ask, { workspace, ...range }, score, rangeOf));
  }

  return {
    async countProfiles(workspace) {
      const [row] = await ask<{ count: number }>(countSql, { workspace });
      return row?.count ?? 0;
    },

    async readPage(workspace, questions, after, limit) {
      const page = await ask<{ profile: ProfileId }>(pageSql, { workspace, after: after ?? smallest, limit });
      const profiles = page.map(({ profile }) => profile);
      const [first, last] = [profiles[0], profiles.at(-1)];
      if (first === undefined || last === undefined) return { profiles: [], seeds: [] };
      const range = { first, last };
      const personOf = await personsOf(workspace, range);
      const seeds: HistorySeed[] = [];
      for (const question of questions) {
        const { counters, newcomers } = await countersOf(workspace, question, range);
        const computed = await computedOf(ask, workspace, question, range);
        const scored = await scoredOf(workspace, question, range);
        const { historyAlone } = question;
        const inside = historyAlone && (await insideOf(workspace, historyAlone, range));
        const isLeftOut = (profile: ProfileId): boolean =>
          inside !== null && !counters.has(profile) && !personOf.has(profile) && !inside.has(profile);
        for (const profile of profiles) {
          const person = personOf.get(profile);
          if ((person === undefined && newcomers.has(profile)) || isLeftOut(profile)) continue;
          const counted = counters.get(profile) ?? {};
          const buckets = computed.get(profile);
          const sums = scored.get(profile);
          seeds.push({
            ...{ release: question.release, of: profile, person: person ?? profile, counters: counted },
            ...(buckets && { computed: buckets }),
            ...(sums && { scored: sums }),
          });
        }
      }
      return { profiles, seeds };
    },

    async readLate(workspace, question, until, after, limit) {
      const { sql, params } = lateSql(workspace, question, until, after ?? smallest, limit);
      const profiles = (await ask<{ profile: ProfileId }>(sql, params)).map(({ profile }) => profile);
      const [first, last] = [profiles[0], profiles.at(-1)];
      if (first === undefined || last === undefined) return { profiles: [], seeds: [] };
      const personOf = await personsOf(workspace, { first, last });
      const seeds = profiles.map((of) => ({
        release: question.release,
        of,
        person: personOf.get(of) ?? of,
        counters: {},
      }));
      return { profiles, seeds };
    },
  };
}

interface Range {
  readonly first: ProfileId;
  readonly last: ProfileId;
}

interface CounterRow {
  readonly profile: ProfileId;
  /** Empty for somebody all of whose events came after the release. */
  readonly key: string;
  /** See `readHeld`. */
  readonly held: readonly number[];
}

interface CountersOf {
  readonly counters: ReadonlyMap<ProfileId, HistorySeed['counters']>;
  /** They follow the release from birth and need no seed, unless a merge ties them to somebody older. */
  readonly newcomers: ReadonlySet<ProfileId>;
}

/** No person's id: whoever is known comes after it. */
const smallest = '00000000-0000-0000-0000-000000000000';

// Merged profiles are counted too: facts stay with the profile that they were recorded under.
const countSql = 'SELECT uniqExact(profile) AS count FROM profile_fact WHERE workspace = {workspace:UInt32}';

const pageSql = `
  SELECT DISTINCT profile FROM profile_fact
  WHERE workspace = {workspace:UInt32} AND profile > {after:UUID}
  ORDER BY profile LIMIT {limit:UInt32}`;

/** Whoever has ever come into one of the segments. */
const insideSql = `
  SELECT DISTINCT profile FROM membership
  WHERE workspace = {workspace:UInt32} AND segment IN {segments:Array(String)}
    AND profile >= {first:UUID} AND profile <= {last:UUID}`;

/** Whoever takes part in a merge, with the person of today; winners stand for themselves. */
const mergesSql = `
  SELECT profile, any(current) AS person FROM (
    SELECT profile, current_profile AS current FROM profile_alias
    WHERE workspace = {workspace:UInt32} AND profile >= {first:UUID} AND profile <= {last:UUID}
    UNION ALL
    SELECT DISTINCT current_profile AS profile, current_profile AS current FROM profile_alias
    WHERE workspace = {workspace:UInt32} AND current_profile >= {first:UUID} AND current_profile <= {last:UUID}
  ) GROUP BY profile`;
