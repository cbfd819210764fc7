import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { pictureFormat } from '#core/profile/record-profile.ts';

/** Somebody whose newest picture is of an older form, and when it says that she was changed. */
export interface OldPicture {
  readonly profile: ProfileId;
  readonly updatedAt: Instant;
}

/** The people of today whose pictures lack what newer ones show, in ClickHouse's order of their ids. */
export async function oldPictures(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  after: ProfileId | null,
  limit: number,
): Promise<readonly OldPicture[]> {
  const values = { workspace, after: after ?? smallest, limit, format: pictureFormat };
  return queryRows<OldPicture>(client, sql, values, { background: true });
}

/** No person's id. */
const smallest = '00000000-0000-0000-0000-000000000000';

const sql = `
  SELECT profile, toUnixTimestamp64Milli(updated_at) AS updatedAt FROM profile_fact FINAL
  WHERE workspace = {workspace:UInt32} AND profile > {after:UUID} AND deleted = 0 AND picture_format < {format:UInt8}
  ORDER BY profile LIMIT {limit:UInt32}`;
