import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { ExperimentMeasure } from '#contracts/journey/experiment-settings.ts';
import { instant } from '../../instant.ts';
import { groupByPerson } from '../../segment/current-profile.ts';
import { happeningsSql } from '../../segment/happenings-sql.ts';
import { createParameters } from '../../segment/parameters.ts';

const day = 86_400_000;
/** Long enough for a quiet week, short enough to be about now. */
const lookBackDays = 28;

/** People a day who come by a step for the first time, lately; undefined where nobody did. */
export async function newPeoplePerDay(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  { journey, node, now }: { readonly journey: string; readonly node: string; readonly now: Instant },
): Promise<number | undefined> {
  const passages = `SELECT profile, at FROM journey_step WHERE workspace = {workspace:UInt32} AND journey = {journey:String} AND node = {node:String} AND change = 'passed'`;
  const first = groupByPerson(passages, ['min(found.at) AS at']);
  const [row] = await queryRows<{ people: number; since: number }>(
    client,
    `SELECT count() AS people, toUnixTimestamp64Milli(min(at)) AS since FROM (${first}) WHERE at >= ${instant('from')}`,
    { workspace, journey, node, from: now - lookBackDays * day },
  );
  if (row === undefined || row.people === 0) return undefined;
  return row.people / Math.max(1, (now - row.since) / day);
}

export interface UsualResult {
  readonly people: number;
  readonly conversions: number;
  readonly value: number;
  readonly valueSquares: number;
}

/**
 * What people did lately in as much time as the measure gives them: of those who did anything, or, for engagement, of those to whom
 * a message was handed over.
 */
export async function usualResult(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  measure: ExperimentMeasure,
  now: Instant,
): Promise<UsualResult> {
  const parameters = createParameters({
    workspace,
    from: now - measure.withinHours * 3_600_000,
    month: now - lookBackDays * day,
  });
  const lately = `at >= ${instant('from')}`;
  const active = `SELECT uniq(profile) FROM event WHERE workspace = {workspace:UInt32} AND type = 'track' AND ${lately}`;
  const sql = ((): string => {
    switch (measure.type) {
      case 'event':
        return `SELECT (${active}) AS people, uniq(profile) AS conversions, 0 AS value, 0 AS valueSquares FROM ${happeningsSql({ source: 'event', match: measure.match }, lately, parameters)}`;
      case 'order':
      case 'revenue':
        return `SELECT (${active}) AS people, countIf(spent > 0) AS conversions, sum(spent) AS value, sum(spent * spent) AS valueSquares
          FROM (SELECT profile, sum(toFloat64(value)) AS spent FROM order_fact WHERE workspace = {workspace:UInt32} AND source = 'live' AND ${lately} GROUP BY profile)`;
      case 'engagement':
        return `SELECT uniqIf(profile, kind = 'handed_over') AS people, uniqIf(profile, kind = ${parameters.bind('String', measure.kind)}) AS conversions,
          0 AS value, 0 AS valueSquares FROM message_fact WHERE workspace = {workspace:UInt32} AND at >= ${instant('month')}`;
    }
  })();
  const [row] = await queryRows<UsualResult>(client, sql, parameters.values, { background: true });
  return row ?? { people: 0, conversions: 0, value: 0, valueSquares: 0 };
}
