import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';

// Most people are on no list, and finding the word in their pictures is faster than reading them.
const sql = `
  SELECT arrayJoin(JSONExtractKeys(known, 'lists')) AS list, count() AS size
  FROM profile_fact FINAL
  WHERE workspace = {workspace:UInt32} AND deleted = 0 AND position(known, '"lists"') > 0
  GROUP BY list`;

/** People of today on each uploaded list; a list without anybody is missing. */
export async function listSizes(
  client: ClickHouseClient,
  workspace: WorkspaceId,
): Promise<ReadonlyMap<string, number>> {
  const rows = await queryRows<{ list: string; size: number }>(client, sql, { workspace });
  return new Map(rows.map(({ list, size }) => [list, size]));
}
