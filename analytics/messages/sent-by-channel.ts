import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Home } from '#contracts/api/home.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { instant } from '../instant.ts';

const sql = `
  SELECT channel, count() AS count FROM message_fact
  WHERE workspace = {workspace:UInt32} AND at >= ${instant('since')} AND kind = 'handed_over'
  GROUP BY channel ORDER BY count DESC, channel`;

/** Messages that were handed over to a channel's provider since. */
export async function sentByChannel(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  since: Instant,
): Promise<Pick<Home, 'sent' | 'sentByChannel'>> {
  const rows = await queryRows<Home['sentByChannel'][number]>(client, sql, { workspace, since });
  return { sent: rows.reduce((sum, { count }) => sum + count, 0), sentByChannel: rows };
}
