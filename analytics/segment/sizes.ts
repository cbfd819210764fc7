import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { membersOfSegments } from './members.ts';

const sql = `SELECT segment, count() AS size FROM ${membersOfSegments()} GROUP BY segment`;

/** People inside now, by segment. */
export async function segmentSizes(
  client: ClickHouseClient,
  workspace: WorkspaceId,
): Promise<ReadonlyMap<string, number>> {
  const rows = await queryRows<{ segment: string; size: number }>(client, sql, { workspace });
  return new Map(rows.map(({ segment, size }) => [segment, size]));
}
