import type { ClickHouseClient } from '@clickhouse/client';
import { profileIdsOfPerson } from '#components/clickhouse/alias.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';

/** Every id under which facts of one person were written. Bound as a list, they use the indexes of the tables. */
export async function profileIds(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  profile: ProfileId,
): Promise<readonly ProfileId[]> {
  const sql = `SELECT DISTINCT profile FROM ${profileIdsOfPerson}`;
  const rows = await queryRows<{ profile: ProfileId }>(client, sql, { workspace, profile });
  return rows.map((row) => row.profile);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Nobody has an id that is none, and ClickHouse would refuse to compare it. */
export function isProfileId(text: string): boolean {
  return uuid.test(text);
}
