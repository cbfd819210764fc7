import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { FactStore } from '#components/store/port/fact.ts';
import type { ComputedBuckets, ComputedTraitDefinition } from '#contracts/computed-trait.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { PublishedLeadScore, ScoreSums } from '#contracts/lead-score.ts';
import { decayOf, uniteSums } from '#core/lead-score/score-sum.ts';
import type { Cut, Parting, Since } from '#core/merge/parting.ts';
import { gatherBuckets } from '#core/profile/computed/computed-bucket.ts';
import type { Counter } from '#core/segment/counter.ts';
import { computedWithin } from '../segment/computed-history.ts';
import { counterSql, readHeld } from '../segment/counter-sql.ts';
import { createParameters, type Parameters } from '../segment/parameters.ts';
import { scoreCounts, sumsOf } from '../segment/score-history.ts';
import { tellApart } from './tell-apart.ts';
import { beforeCut, betweenCuts, broughtByLoser, ofProfiles, ordersBrought } from './told-apart-sql.ts';

/** Reads and moves the facts of two people who are told apart again. */
export function createPartingFacts(client: ClickHouseClient, progress: FactStore['progress']) {
  const ask = <Row>(sql: string, values: Readonly<Record<string, unknown>>) => queryRows<Row>(client, sql, values);
  return {
    async cuts(workspace: WorkspaceId, undo: string, absorb: string) {
      const rows = await queryRows<Cut & { change: 'absorbed' | 'parted' | 'restored' }>(
        client,
        `SELECT change, profile, lane, commit, ordinal FROM merge_fact
         WHERE workspace = {workspace:UInt32} AND id IN {ids:Array(String)}`,
        { workspace, ids: [undo, absorb] },
      );
      const of = (change: string) => rows.find((row) => row.change === change);
      const [restored, parted] = [of('restored'), of('parted')];
      const absorbed = rows.find((row) => row.change === 'absorbed' && row.profile === parted?.profile);
      if (!restored || !parted || !absorbed) return undefined;
      const places = await progress();
      const isThere = (cut: Cut) =>
        places.some(({ partition, projected }) => partition === cut.lane && projected >= cut.commit);
      return isThere(restored) && isThere(parted) ? { restored, parted, absorbed } : undefined;
    },

    async counters(parting: Parting, counters: readonly Counter[]) {
      const { loser, loserParts, winnerParts, restored, parted } = parting;
      const own = (profiles: readonly ProfileId[], cut: Cut, parameters: Parameters) =>
        `${ofProfiles(profiles, parameters)} AND ${beforeCut(cut, parameters)}`;
      const brought = (parameters: Parameters) => broughtByLoser(parting, parameters);
      const [hers, others] = await Promise.all([
        countTimes(client, parting.workspace, counters, (isEvent, parameters) => {
          const told = own([loser, ...loserParts], restored, parameters);
          return isEvent ? `((${told}) OR (${brought(parameters)}))` : told;
        }),
        countTimes(client, parting.workspace, counters, (isEvent, parameters) => {
          const told = own([parted.profile, ...winnerParts], parted, parameters);
          return isEvent ? `(${told}) AND NOT (${brought(parameters)})` : told;
        }),
      ]);
      return { loser: hers, winner: others };
    },

    async computed({ workspace, ...parting }: Parting, traits: readonly ComputedTraitDefinition[]) {
      const { losers, winners } = eventsOfEach(parting);
      const [hers, others] = await Promise.all([
        computedWithin(ask, { workspace }, traits, losers),
        computedWithin(ask, { workspace }, traits, winners),
      ]);
      return { loser: gathered(traits, hers), winner: gathered(traits, others) };
    },

    async scored({ workspace, ...parting }: Parting, score: PublishedLeadScore | undefined) {
      if (score === undefined) return { loser: {}, winner: {} };
      const { losers, winners } = eventsOfEach(parting);
      const [hers, others] = await Promise.all([
        scoreCounts(ask, { workspace }, score, losers),
        scoreCounts(ask, { workspace }, score, winners),
      ]);
      return { loser: united(score, sumsOf(score, hers)), winner: united(score, sumsOf(score, others)) };
    },

    since: (parting: Parting, orderEvent: string): Promise<Since> => readSince(client, parting, orderEvent),
    tellApart: (parting: Parting): Promise<void> => tellApart(client, parting),
  };
}

/** The events of the loser and those of the winner, as conditions. */
function eventsOfEach(parting: Omit<Parting, 'workspace'>) {
  const { loser, loserParts, winnerParts, restored, parted } = parting;
  const own = (profiles: readonly ProfileId[], cut: Cut, parameters: Parameters) =>
    `${ofProfiles(profiles, parameters)} AND ${beforeCut(cut, parameters)}`;
  return {
    losers: (parameters: Parameters) =>
      `((${own([loser, ...loserParts], restored, parameters)}) OR (${broughtByLoser(parting, parameters)}))`,
    winners: (parameters: Parameters) =>
      `(${own([parted.profile, ...winnerParts], parted, parameters)}) AND NOT (${broughtByLoser(parting, parameters)})`,
  };
}

/** What stands under several profiles as if it stood under one. */
function gathered(
  traits: readonly ComputedTraitDefinition[],
  byProfile: ReadonlyMap<ProfileId, ComputedBuckets>,
): ComputedBuckets {
  const all = [...byProfile.values()];
  return Object.fromEntries(
    traits.flatMap((trait) => {
      const buckets = all.flatMap((computed) => computed[trait.id] ?? []);
      return buckets.length === 0 ? [] : [[trait.id, gatherBuckets(trait, buckets)] as const];
    }),
  );
}

function united({ decay }: PublishedLeadScore, byProfile: ReadonlyMap<ProfileId, ScoreSums>): ScoreSums {
  return [...byProfile.values()].reduce((left, right) => uniteSums(decayOf(decay), left, right), {});
}

async function countTimes(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  counters: readonly Counter[],
  range: (isEvent: boolean, parameters: Parameters) => string,
): Promise<{ readonly [key: string]: readonly number[] }> {
  if (counters.length === 0) return {};
  const now = Date.now();
  const byKey = new Map(counters.map((counter) => [counter.key, counter]));
  const parameters = createParameters({ workspace });
  const parts = counters.map((counter) => {
    return counterSql(counter, { range: range(counter.source === 'event', parameters), now }, parameters);
  });
  const rows = await queryRows<{ key: string; held: number[] }>(client, parts.join(' UNION ALL '), parameters.values);
  return Object.fromEntries(
    rows.flatMap(({ key, held }) => {
      const counter = byKey.get(key);
      return counter === undefined || held.length === 0 ? [] : [[key, readHeld(counter, held, now)] as const];
    }),
  );
}

async function readSince(client: ClickHouseClient, parting: Parting, orderEvent: string): Promise<Since> {
  const { workspace } = parting;
  const parameters = createParameters({ workspace });
  const brought = broughtByLoser(parting, parameters);
  const since = betweenCuts(parting, parameters);
  const order = parameters.bind('String', orderEvent);
  const isOrder = `type = 'track' AND name = ${order}`;
  const [seen] = await queryRows<{ lastOrder: number; lastSeen: number; winnersLastOrder: number }>(
    client,
    `SELECT toUnixTimestamp64Milli(maxIf(at, ${isOrder} AND ${brought})) AS lastOrder,
       toUnixTimestamp64Milli(maxIf(at, ${brought})) AS lastSeen,
       toUnixTimestamp64Milli(maxIf(at, ${isOrder} AND NOT (${brought}))) AS winnersLastOrder
     FROM event WHERE workspace = {workspace:UInt32} AND ${since}`,
    parameters.values,
  );
  const [paid] = await queryRows<{ paid: number; orders: number }>(
    client,
    `SELECT toFloat64(sum(order_fact.value)) AS paid, countIf(order_fact.value >= 0) AS orders
     FROM order_fact WHERE workspace = {workspace:UInt32} AND ${ordersBrought(since, brought)}`,
    parameters.values,
  );
  const told = await queryRows<{ isLosers: number; properties: string }>(
    client,
    `SELECT ${brought} AS isLosers, properties FROM event
     WHERE workspace = {workspace:UInt32} AND type = 'identify' AND ${since} ORDER BY commit, ordinal`,
    parameters.values,
  );
  const orders = paid?.orders ?? 0;
  return {
    orders: {
      ...{ count: orders, value: Math.round((paid?.paid ?? 0) * 100) / 100 },
      ...(orders > 0 && seen && seen.lastOrder > 0 && { lastAt: seen.lastOrder }),
    },
    ...(seen && seen.lastSeen > 0 && { lastSeenAt: seen.lastSeen }),
    ...(seen && seen.winnersLastOrder > 0 && { winnersLastOrderAt: seen.winnersLastOrder }),
    told: told.map(({ isLosers, properties }) => ({
      isLosers: isLosers === 1,
      traits: JSON.parse(properties) as JsonObject,
    })),
  };
}
