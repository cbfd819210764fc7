import type { ClickHouseClient } from '@clickhouse/client';
import { insertRows, queryRows } from '#components/clickhouse/client.ts';
import type { ExportColumn } from '#contracts/api/export.ts';

/** Rows of one insert; each insert is a part on disk. */
const rowsOfInsert = 20_000;
const prefix = 'export_staging_';

const types: { readonly [type in ExportColumn['type']]: string } = {
  text: 'Nullable(String)',
  number: 'Nullable(Float64)',
  boolean: 'Nullable(Bool)',
  instant: `Nullable(DateTime64(3, 'UTC'))`,
};

/**
 * Rows as a Parquet file. ClickHouse writes the format: the rows, with what is hidden hidden, are staged in a table of
 * their own for as long as it takes.
 */
export async function* parquetOf(
  client: ClickHouseClient,
  id: string,
  portions: AsyncIterable<readonly (readonly unknown[])[]>,
  columns: readonly ExportColumn[],
): AsyncGenerator<Buffer> {
  const table = `${prefix}${id.replaceAll('-', '')}`;
  const declared = columns.map(({ type }, index) => `c${index} ${types[type]}`);
  await client.command({ query: `DROP TABLE IF EXISTS ${table}` });
  await client.command({
    query: `CREATE TABLE ${table} (n UInt64, ${declared.join(', ')}) ENGINE = MergeTree ORDER BY n`,
  });
  try {
    let waiting: object[] = [];
    let count = 0;
    for await (const portion of portions) {
      for (const values of portion) waiting.push(stagedRow(count++, values, columns));
      if (waiting.length < rowsOfInsert) continue;
      await insertRows(client, table, waiting);
      waiting = [];
    }
    await insertRows(client, table, waiting);
    const named = columns.map(({ name }, index) => `c${index} AS ${quoted(name)}`);
    const { stream } = await client.exec({
      query: `SELECT ${named.join(', ')} FROM ${table} ORDER BY n FORMAT Parquet`,
      clickhouse_settings: {
        output_format_parquet_string_as_string: 1,
        output_format_parquet_compression_method: 'zstd',
        workload: 'background',
      },
    });
    for await (const chunk of stream) yield chunk as Buffer;
  } finally {
    await client.command({ query: `DROP TABLE IF EXISTS ${table}` });
  }
}

/** What a process left behind that was killed in the middle. */
export async function dropStaged(client: ClickHouseClient): Promise<void> {
  const tables = await queryRows<{ name: string }>(
    client,
    'SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, {prefix:String})',
    { prefix },
  );
  for (const { name } of tables) await client.command({ query: `DROP TABLE IF EXISTS ${name}` });
}

function stagedRow(n: number, values: readonly unknown[], columns: readonly ExportColumn[]): object {
  return Object.fromEntries([
    ['n', n],
    ...columns.map(({ type }, index) => [`c${index}`, staged(values[index], type)] as const),
  ]);
}

/** A value of another type than its column, such as one that is hidden, is nothing in a column of numbers. */
function staged(value: unknown, type: ExportColumn['type']): unknown {
  if (value === undefined || value === null) return null;
  switch (type) {
    case 'text':
      return typeof value === 'string' ? value : JSON.stringify(value);
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'instant':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? Date.parse(value) : null;
  }
}

function quoted(name: string): string {
  return `\`${name.replace(/[\\`]/g, '\\$&')}\``;
}
