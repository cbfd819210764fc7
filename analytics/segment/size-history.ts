import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { instant } from '../instant.ts';
import { insideThroughMerges } from './take-overs.ts';

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

const insideLosers = `
  SELECT taken.2 AS winner, taken.3 AS moment, 1 AS inside, 1 AS is_merge
  FROM (
    SELECT arrayJoin(arrayFilter(taken -> has(inside_ids, taken.1), take_overs)) AS taken
    FROM ${insideThroughMerges('segment = {segment:String}')})`;

const ofWinners = `
  SELECT profile AS winner, (at, commit, ordinal) AS moment, toUInt8(change = 'entered') AS inside, 0 AS is_merge
  FROM membership
  WHERE workspace = {workspace:UInt32} AND segment = {segment:String}
    AND profile GLOBAL IN (SELECT winner FROM (${insideLosers}))`;

// Whoever was inside brings that along into a merge, without a fact. Where the other one was inside too, one is fewer.
const joinedSql = `
  SELECT ${day('moment.1')} AS day, 0 AS entered, 0 AS left, count() AS joined
  FROM (
    SELECT moment, is_merge,
      lagInFrame(inside, 1, 0) OVER (PARTITION BY winner ORDER BY moment, is_merge ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS was_inside
    FROM (${insideLosers} UNION ALL ${ofWinners}))
  WHERE is_merge = 1 AND was_inside = 1 AND moment.1 >= ${instant('since')}
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
