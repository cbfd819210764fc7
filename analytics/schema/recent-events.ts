import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';

/** Some events of one name that arrived within the last seven days, as they are stored. */
export async function recentEvents(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  name: string,
  limit: number,
): Promise<JsonObject[]> {
  const rows = await queryRows<{ properties: string }>(
    client,
    `SELECT properties FROM event
     WHERE workspace = {workspace:UInt32} AND type = 'track' AND name = {name:String}
       AND received_at >= now() - INTERVAL 7 DAY
     LIMIT {limit:UInt32}`,
    { workspace, name, limit },
    { background: true },
  );
  return rows.map(({ properties }) => JSON.parse(properties) as JsonObject);
}
