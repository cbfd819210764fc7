import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { JourneyFigures } from '../queries.ts';

/** A run enters once and ends once, whichever person it belongs to by then; it may reach several goals. */
const runs = `
  SELECT journey, countIf(change = 'entered') AS entered, countIf(change = 'completed') AS completed,
    countIf(change = 'exited') AS exited, uniqExactIf(run, change = 'converted') AS converted
  FROM journey_step
  WHERE workspace = {workspace:UInt32} AND change IN ('entered', 'completed', 'exited', 'converted')
  GROUP BY journey`;

const messages = `
  SELECT journey, count() AS messages FROM message_fact
  WHERE workspace = {workspace:UInt32} AND kind = 'handed_over' GROUP BY journey`;

const revenue = `
  SELECT attributed_journey AS journey, sum(value) AS revenue FROM order_fact
  WHERE workspace = {workspace:UInt32} AND source = 'live' AND attributed_delivery != '' GROUP BY journey`;

type Runs = Pick<JourneyFigures, 'entered' | 'completed' | 'exited' | 'converted'>;

/** All versions together, over all time, by journey. */
export async function journeyFigures(
  client: ClickHouseClient,
  workspace: WorkspaceId,
): Promise<ReadonlyMap<string, JourneyFigures>> {
  const ask = <T>(sql: string) => queryRows<T & { readonly journey: string }>(client, sql, { workspace });
  const [ofRuns, ofMessages, ofOrders] = await Promise.all([
    ask<Runs>(runs),
    ask<{ messages: number }>(messages),
    ask<{ revenue: number }>(revenue),
  ]);
  const sent = new Map(ofMessages.map((row) => [row.journey, row.messages]));
  const earned = new Map(ofOrders.map((row) => [row.journey, row.revenue]));
  return new Map(
    ofRuns.map(({ journey, entered, completed, exited, converted }) => [
      journey,
      {
        inside: entered - completed - exited,
        entered,
        completed,
        exited,
        converted,
        messages: sent.get(journey) ?? 0,
        attributedRevenue: earned.get(journey) ?? 0,
      },
    ]),
  );
}
