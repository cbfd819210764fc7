import type { ClickHouseClient } from '@clickhouse/client';
import { ofCurrentProfile } from '#components/clickhouse/alias.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import { deleteRows } from '#components/clickhouse/delete-rows.ts';
import type { TableName } from '#components/clickhouse/tables.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { deviceKinds } from '#contracts/identity-rule.ts';

/** Memberships and journey steps are no history only: who is in a segment or a journey follows from them. */
export const agingFacts = {
  events: ['event', 'order_fact'],
  messages: ['decision', 'message_fact', 'drop_fact'],
} as const satisfies { readonly [rule: string]: readonly TableName[] };
export type AgingFacts = keyof typeof agingFacts;

/** A statement masks a month of one table at most. */
const portion = 30 * 86_400_000;

const isOld = 'workspace = {workspace:UInt32} AND at < fromUnixTimestamp64Milli({before:Int64})';

export async function countOldFacts(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  rule: AgingFacts,
  before: Instant,
): Promise<number> {
  let count = 0;
  for (const table of agingFacts[rule]) {
    const [row] = await queryRows<{ rows: number }>(
      client,
      `SELECT count() AS rows FROM ${table} WHERE ${isOld}`,
      { workspace, before },
      { background: true },
    );
    count += row?.rows ?? 0;
  }
  return count;
}

/** Oldest first, a portion at a time. */
export async function removeOldFacts(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  rule: AgingFacts,
  before: Instant,
): Promise<number> {
  let removed = 0;
  for (const table of agingFacts[rule]) {
    for (;;) {
      const [oldest] = await queryRows<{ rows: number; oldestAt: number }>(
        client,
        `SELECT count() AS rows, toUnixTimestamp64Milli(min(at)) AS oldestAt FROM ${table} WHERE ${isOld}`,
        { workspace, before },
        { background: true },
      );
      if (oldest === undefined || oldest.rows === 0) break;
      const until = Math.min(before, oldest.oldestAt + portion);
      const [part] = await queryRows<{ rows: number }>(
        client,
        `SELECT count() AS rows FROM ${table} WHERE ${isOld}`,
        { workspace, before: until },
        { background: true },
      );
      await deleteRows(client, table, isOld, { workspace, before: until });
      removed += part?.rows ?? 0;
    }
  }
  return removed;
}

export interface InactivePeople {
  readonly before: Instant;
  /** Only those of whom nothing but devices is known. */
  readonly anonymous: boolean;
}

/** People of whom nothing was recorded since; their documents have the last word. */
const inactive = `SELECT profile FROM profile_fact FINAL
  WHERE workspace = {workspace:UInt32} AND deleted = 0 AND updated_at < fromUnixTimestamp64Milli({before:Int64})
    AND (NOT {anonymous:Bool} OR arrayAll(i -> has({devices:Array(String)}, JSONExtractString(i, 'kind')), JSONExtractArrayRaw(identities)))
    AND profile NOT IN (SELECT profile FROM ${ofCurrentProfile('event')} WHERE at >= fromUnixTimestamp64Milli({before:Int64}))`;

export async function countInactive(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  { before, anonymous }: InactivePeople,
): Promise<number> {
  const [row] = await queryRows<{ people: number }>(
    client,
    `SELECT count() AS people FROM (${inactive})`,
    { workspace, before, anonymous, devices: deviceKinds },
    { background: true },
  );
  return row?.people ?? 0;
}

/** Ascending; those after `after`. */
export async function findInactive(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  { before, anonymous }: InactivePeople,
  after: ProfileId,
  limit: number,
): Promise<readonly ProfileId[]> {
  const rows = await queryRows<{ profile: ProfileId }>(
    client,
    `SELECT profile FROM (${inactive}) WHERE profile > {after:UUID} ORDER BY profile LIMIT {limit:UInt32}`,
    { workspace, before, anonymous, devices: deviceKinds, after, limit },
    { background: true },
  );
  return rows.map(({ profile }) => profile);
}
