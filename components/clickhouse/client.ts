import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';

export interface ClickhouseOptions {
  maximumConnections?: number;
  requestTimeoutMilliseconds?: number;
}

export type QueryParameters = Readonly<Record<string, unknown>>;

export interface QueryOptions {
  /** A heavy question, such as an audience or a report over everything, that short ones must not wait behind. */
  background?: boolean;
  /** Ends the statement, in the engine too. */
  signal?: AbortSignal;
}

export interface InsertOptions {
  /** A repeat of an insert with the same token within the table's window is not stored twice. */
  deduplicationToken?: string;
  /** Each row that is already written is a list of their values, in this order. */
  columns?: readonly string[];
}

/** A client for the embedded ClickHouse as well as for a server; `url` holds user, password and, as its path, the database. */
export function openClickhouse(url: string, options: ClickhouseOptions = {}): ClickHouseClient {
  return createClient({
    url,
    max_open_connections: options.maximumConnections ?? 16,
    request_timeout: options.requestTimeoutMilliseconds ?? 60_000,
    // A list of a few hundred ids does not fit into a URL.
    use_multipart_params_auto: true,
    // Every failure also rejects, and the text of a statement may hold personal data.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: {
      // Numbers up to 2^53 are exact, and nothing that is counted here comes near.
      output_format_json_quote_64bit_integers: 0,
      output_format_json_quote_decimals: 0,
      date_time_input_format: 'best_effort',
      date_time_output_format: 'iso',
      join_use_nulls: 0,
      // On a cluster: an insert is answered when it is stored on its shards, not when it is queued for them.
      distributed_foreground_insert: 1,
    },
  });
}

/** Rows of a SELECT as objects. Values are bound as {name:Type}; times come as ISO texts, 64-bit integers as numbers. */
export async function queryRows<T>(
  client: ClickHouseClient,
  sql: string,
  parameters: QueryParameters = {},
  options: QueryOptions = {},
): Promise<T[]> {
  const result = await client.query({
    query: sql,
    format: 'JSONEachRow',
    query_params: { ...parameters },
    clickhouse_settings: {
      ...(options.background && { workload: 'background' }),
      ...(options.signal && { cancel_http_readonly_queries_on_client_close: 1 }),
    },
    ...(options.signal ? { abort_signal: options.signal } : {}),
  });
  return result.json<T>();
}

/** Inserts rows, or rows already written as one JSON object or list per line, as one block. Resolves when they are stored. */
export async function insertRows(
  client: ClickHouseClient,
  table: string,
  rows: readonly object[] | string | Buffer,
  options: InsertOptions = {},
): Promise<void> {
  if (rows.length === 0) return;
  const values = Array.isArray(rows) ? rows.map((row) => JSON.stringify(row)).join('\n') : rows;
  const { deduplicationToken: token, columns } = options;
  const form = columns === undefined ? 'FORMAT JSONEachRow' : `(${columns.join(', ')}) FORMAT JSONCompactEachRow`;
  const { stream } = await client.exec({
    query: `INSERT INTO ${table} ${form}`,
    // exec and not insert: the client's insert takes a byte stream for no JSON format.
    values: Readable.from([values], { objectMode: false }),
    ...(token === undefined ? {} : { clickhouse_settings: { insert_deduplication_token: token } }),
  });
  stream.resume();
  await finished(stream);
}
