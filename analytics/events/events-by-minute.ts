import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Home } from '#contracts/api/home.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { instant } from '../instant.ts';

const minutes = 60;
const minute = 60_000;

const sql = `
  SELECT toUnixTimestamp(toStartOfMinute(received_at)) * 1000 AS minute, count() AS count
  FROM event
  WHERE workspace = {workspace:UInt32} AND source = 'live'
    AND received_at >= ${instant('since')} AND received_at < ${instant('until')}
  GROUP BY minute`;

/** The last 60 minutes up to the running one, oldest first; a minute without events stands there with 0. */
export async function eventsByMinute(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  now: Instant,
): Promise<Home['eventsByMinute']> {
  const until = (Math.floor(now / minute) + 1) * minute;
  const since = until - minutes * minute;
  const rows = await queryRows<{ minute: Instant; count: number }>(client, sql, { workspace, since, until });
  const counts = new Map(rows.map((row) => [row.minute, row.count]));
  return Array.from({ length: minutes }, (_, index) => {
    const at = since + index * minute;
    return { minute: new Date(at).toISOString(), count: counts.get(at) ?? 0 };
  });
}
