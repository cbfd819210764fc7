import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Home } from '#contracts/api/home.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { instant } from './instant.ts';
import { kept } from './kept.ts';
import { heldBackMessages } from './messages/held-back.ts';

type History = Home['history'];
type StepCounts = Omit<History['steps'][number], 'from'>;

const hour = 3_600_000;

const within = `at >= ${instant('since')} AND at < ${instant('until')}`;
const step = 'intDiv(toUnixTimestamp64Milli(at) - {since:Int64}, {length:Int64}) AS step';

const sql = `
  SELECT step, countIf(measure = 'sent') AS sent, countIf(measure = 'held_back') AS heldBack,
    countIf(measure = 'order') AS attributedOrders
  FROM (
    SELECT ${step}, 'sent' AS measure FROM message_fact
    WHERE workspace = {workspace:UInt32} AND kind = 'handed_over' AND ${within}
    UNION ALL
    SELECT ${step}, 'held_back' AS measure FROM ${heldBackMessages(within)}
    UNION ALL
    SELECT ${step}, 'order' AS measure FROM order_fact
    WHERE workspace = {workspace:UInt32} AND source = 'live' AND value >= 0 AND attributed_delivery != '' AND ${within})
  GROUP BY step`;

/** Steps of a period: about thirty, so that each is a bar that can be told apart on a telephone. */
export function stepHoursOf(hours: number): number {
  if (hours <= 48) return 1;
  return hours <= 168 ? 6 : 24;
}

/** Messages sent and held back, and orders attributed to messages, over the last `hours` up to the end of the current one. */
async function homeHistory(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  hours: number,
  now: Instant,
): Promise<History> {
  const stepHours = stepHoursOf(hours);
  const length = stepHours * hour;
  const steps = Math.ceil(hours / stepHours);
  const until = (Math.floor(now / hour) + 1) * hour;
  const since = until - steps * length;
  const rows = await queryRows<StepCounts & { step: number }>(client, sql, { workspace, since, until, length });
  const counts = new Map(rows.map(({ step: index, ...row }) => [index, row]));
  return {
    stepHours,
    steps: Array.from({ length: steps }, (_, index) => ({
      from: new Date(since + index * length).toISOString(),
      ...(counts.get(index) ?? { sent: 0, heldBack: 0, attributedOrders: 0 }),
    })),
  };
}

/** Answers from memory for a while: Home asks every few seconds, and bars of an hour hardly change meanwhile. */
export function createHomeHistory(
  client: ClickHouseClient,
  now: () => Instant,
): (workspace: WorkspaceId, hours: number) => Promise<History> {
  const ofPeriod = new Map<number, (workspace: WorkspaceId) => Promise<History>>();
  return (workspace, hours) => {
    const ask = ofPeriod.get(hours) ?? kept((one) => homeHistory(client, one, hours, now()), 0.05);
    ofPeriod.set(hours, ask);
    return ask(workspace);
  };
}
