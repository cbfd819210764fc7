import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';

const sql = 'SELECT count() AS people FROM profile_fact FINAL WHERE workspace = {workspace:UInt32} AND deleted = 0';

/** Everybody known, imported or not; who was merged counts as one. */
export async function countPeople(client: ClickHouseClient, workspace: WorkspaceId): Promise<number> {
  const [row] = await queryRows<{ people: number }>(client, sql, { workspace });
  return row?.people ?? 0;
}
