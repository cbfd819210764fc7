import type postgresTypes from 'postgres';
import { postgres } from './driver.ts';

/** A pool of connections, and the tag that sends statements through it. A column of type int8 arrives as a number. */
export type Sql = postgresTypes.Sql<{ bigint: number }>;

/** The same tag inside `sql.begin`: every statement runs in that transaction. */
export type TransactionSql = postgresTypes.TransactionSql<{ bigint: number }>;

export interface DatabaseOptions {
  /** Connections at most; they are opened when first needed. */
  max: number;
  /** Shown by pg_stat_activity. */
  applicationName: string;
  /** A connection is never replaced by a new one, as the driver does within the hour: its session holds something. */
  keepsSession?: boolean;
  /** The server gives a statement up after this long, waiting for a lock included; without it, never. */
  statementMilliseconds?: number;
}

const int8 = 20;

/** Opens a pool on `url`. Nothing is connected until the first statement; `end()` closes it. */
export function openDatabase(url: string, options: DatabaseOptions): Sql {
  const { max, applicationName, keepsSession, statementMilliseconds } = options;
  return postgres(url, {
    max,
    prepare: true,
    connect_timeout: 10,
    ...(keepsSession && { max_lifetime: null }),
    backoff: secondsBeforeReconnecting,
    connection: {
      application_name: applicationName,
      TimeZone: 'UTC',
      ...(statementMilliseconds !== undefined && { statement_timeout: statementMilliseconds }),
    },
    onnotice: () => {},
    types: { bigint: { to: int8, from: [int8], parse: parseInt8, serialize: String } },
  });
}

/** The driver's own pause grows to 20 s, in which everything would stand still although the server is back. */
function secondsBeforeReconnecting(retries: number): number {
  return Math.min(1, 0.02 * 2 ** retries);
}

/** Sequence numbers and counts stay far below 2^53; a value beyond it would lose digits silently, so it is refused. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`The database returned ${text}, too large for an exact number`);
  return value;
}
