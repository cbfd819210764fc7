import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { orderSummaries } from '../rfm/order-summary.ts';

const background = { background: true } as const;

const customers = `SELECT person FROM ${orderSummaries()}`;

const pageSql = `
  SELECT profile FROM profile_fact FINAL
  WHERE workspace = {workspace:UInt32} AND deleted = 0 AND profile > {after:UUID} AND profile GLOBAL IN (${customers})
  ORDER BY profile LIMIT {limit:UInt32}`;

// By a hash and not by chance: the same customers are the same sample.
const sampleSql = `
  SELECT profile FROM profile_fact FINAL
  WHERE workspace = {workspace:UInt32} AND deleted = 0 AND profile GLOBAL IN (${customers})
  ORDER BY cityHash64(profile), profile LIMIT {limit:UInt32}`;

/** Before every person's id. */
export const beforeAll: ProfileId = '00000000-0000-0000-0000-000000000000';

export async function customersAfter(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  after: ProfileId,
  limit: number,
): Promise<readonly ProfileId[]> {
  const rows = await queryRows<{ profile: ProfileId }>(client, pageSql, { workspace, after, limit }, background);
  return rows.map(({ profile }) => profile);
}

/** Some of the customers, or all where they are no more than that. */
export async function sampleOfCustomers(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  limit: number,
): Promise<readonly ProfileId[]> {
  const rows = await queryRows<{ profile: ProfileId }>(client, sampleSql, { workspace, limit }, background);
  return rows.map(({ profile }) => profile);
}
