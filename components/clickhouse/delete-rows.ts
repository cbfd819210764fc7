import type { ClickHouseClient } from '@clickhouse/client';
import { type QueryParameters, queryRows } from './client.ts';
import type { ClusterOptions } from './create-table.ts';
import { type TableName, tables } from './tables.ts';

/**
 * Rows that fulfil the condition are gone for every reader when it resolves: a mask lies over them. They leave the disk with
 * `removeDeleted`. A mutation that rewrote the parts at once would do so for each deletion.
 */
export async function deleteRows(
  client: ClickHouseClient,
  table: TableName,
  condition: string,
  parameters: QueryParameters,
  { cluster }: ClusterOptions = {},
): Promise<void> {
  const place = cluster === undefined ? table : `${table}_local ON CLUSTER ${cluster}`;
  await client.command({
    query: `DELETE FROM ${place} WHERE ${condition}`,
    query_params: { ...parameters },
    clickhouse_settings: { lightweight_deletes_sync: '2' },
  });
}

/** Rewrites every part that has masked rows, so that they are no longer on the disk. Returns how many tables had some. */
export async function removeDeleted(client: ClickHouseClient, { cluster }: ClusterOptions = {}): Promise<number> {
  const masked = await tablesWithDeleted(client);
  for (const table of masked) {
    const place = cluster === undefined ? table : `${table} ON CLUSTER ${cluster}`;
    await client.command({
      query: `ALTER TABLE ${place} APPLY DELETED MASK`,
      clickhouse_settings: { mutations_sync: '2' },
    });
  }
  return masked.length;
}

/** Tables in which rows are masked and not yet removed. */
async function tablesWithDeleted(client: ClickHouseClient): Promise<readonly string[]> {
  const known = tables.flatMap(({ name }) => [name, `${name}_local`]);
  const rows = await queryRows<{ table: string }>(
    client,
    `SELECT DISTINCT table FROM system.parts
     WHERE database = currentDatabase() AND active AND has_lightweight_delete AND table IN {known:Array(String)}`,
    { known },
  );
  return rows.map(({ table }) => table);
}
