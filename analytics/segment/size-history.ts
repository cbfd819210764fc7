import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { instant } from '../instant.ts';

export interface DayOfChanges {
  /** As `2026-03-31`, in the time zone that was asked for. */
  readonly day: string;
  readonly entered: number;
  readonly left: number;
  /** Merges of two people who were both inside: they are one from then on, and nobody left. */
  readonly joined: number;
}

const day = (at: string) => `toString(toDate(${at}, {zone:String}))`;

const changesSql = `
  SELECT ${day('at')} AS day, countIf(change = 'entered') AS entered, countIf(change = 'left') AS left, 0 AS joined
  FROM membership
  WHERE workspace = {workspace:UInt32} AND segment = {segment:String} AND at >= ${instant('since')}
  GROUP BY day`;

const merges = `
  SELECT from_profile, to_profile, at AS merged_at FROM alias_fact FINAL
  WHERE workspace = {workspace:UInt32} AND from_profile != to_profile`;

const insideLosers = `
  SELECT to_profile AS person, merged_at AS moment, 1 AS inside, 1 AS is_merge
  FROM (
    SELECT profile, argMax(change, (at, commit, ordinal)) AS last_change FROM membership
    WHERE workspace = {workspace:UInt32} AND segment = {segment:String}
      AND profile GLOBAL IN (SELECT from_profile FROM (${merges}))
    GROUP BY profile HAVING last_change = 'entered') AS losers
  GLOBAL ANY INNER JOIN (${merges}) AS merges ON merges.from_profile = losers.profile`;

const ofWinners = `
  SELECT profile AS person, at AS moment, toUInt8(change = 'entered') AS inside, 0 AS is_merge FROM membership
  WHERE workspace = {workspace:UInt32} AND segment = {segment:String}
    AND profile GLOBAL IN (SELECT to_profile FROM (${merges}))`;

// Whoever was inside brings that along into a merge, without a fact. Where the other one was inside too, one is fewer.
const joinedSql = `
  SELECT ${day('moment')} AS day, 0 AS entered, 0 AS left, count() AS joined
  FROM (
    SELECT moment, is_merge,
      lagInFrame(inside, 1, 0) OVER (PARTITION BY person ORDER BY moment, is_merge ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS was_inside
    FROM (${insideLosers} UNION ALL ${ofWinners}))
  WHERE is_merge = 1 AND was_inside = 1 AND moment >= ${instant('since')}
  GROUP BY day`;

/** What changed who is in a segment since a moment, by day; days without a change are missing. */
export async function segmentChanges(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  segment: string,
  { since, zone }: { readonly since: Instant; readonly zone: string },
): Promise<ReadonlyMap<string, DayOfChanges>> {
  const values = { workspace, segment, since, zone };
  const [changes, joined] = await Promise.all(
    [changesSql, joinedSql].map((sql) => queryRows<DayOfChanges>(client, sql, values)),
  );
  const days = new Map(changes?.map((one) => [one.day, one]));
  for (const one of joined ?? []) days.set(one.day, { ...(days.get(one.day) ?? one), joined: one.joined });
  return days;
}
