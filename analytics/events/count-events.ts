import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { instant } from '../instant.ts';

const sql = `SELECT count() AS events FROM event WHERE workspace = {workspace:UInt32} AND source = 'live' AND received_at >= ${instant('since')}`;

/** Events that came in since; history that was imported did not happen now. */
export async function countEvents(client: ClickHouseClient, workspace: WorkspaceId, since: Instant): Promise<number> {
  const [row] = await queryRows<{ events: number }>(client, sql, { workspace, since });
  return row?.events ?? 0;
}
