import type { ClickHouseClient } from '@clickhouse/client';
import { openClickhouse, queryRows } from '#components/clickhouse/client.ts';
import { openDatabase } from '#components/postgres/database.ts';
import { StartupError } from '#components/startup-error.ts';
import type { Configuration } from './configuration.ts';

/** The oldest major versions whose SQL is what the product writes: PostgreSQL 15 refuses `storage` where a table is made. */
const oldestPostgres = 16;
const oldestClickhouse = 25;

const waitMilliseconds = 10_000;

/**
 * Asks servers of the operator's own for a first sign of life, before anything long is started. Throws a StartupError that
 * names the server without its credentials and says what to do.
 */
export async function checkServers(
  { databaseUrl, clickhouseUrl }: Pick<Configuration, 'databaseUrl' | 'clickhouseUrl'>,
  patience = waitMilliseconds,
): Promise<void> {
  if (databaseUrl !== undefined) await checkDatabase(databaseUrl, patience);
  if (clickhouseUrl !== undefined) await checkClickhouse(clickhouseUrl, patience);
}

async function checkDatabase(url: string, patience: number): Promise<void> {
  const server = `PostgreSQL at ${addressOf(url, '5432')}`;
  const sql = openDatabase(url, { max: 1, applicationName: 'throughline-start' });
  try {
    const [row] = await within(
      patience,
      sql<{ version: number; mayCreate: boolean }[]>`
        select current_setting('server_version_num')::int as version,
          has_schema_privilege(current_schema(), 'create') as "mayCreate"`,
    );
    const major = Math.floor((row?.version ?? 0) / 10_000);
    if (major < oldestPostgres) throw tooOld(server, String(major), oldestPostgres, 'DATABASE_URL');
    if (row?.mayCreate !== true) {
      throw new StartupError(
        `${server} does not let this user create tables. Make the user the owner of the database that DATABASE_URL names.`,
      );
    }
  } catch (error) {
    throw explain(error, { server, variable: 'DATABASE_URL', name: databaseOf(url) ?? userOf(url), ...postgresCodes });
  } finally {
    await sql.end({ timeout: 0 });
  }
}

/** The driver connects again for ever to a server that hangs up. */
async function within<T>(milliseconds: number, work: PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it does not answer')), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function checkClickhouse(url: string, patience: number): Promise<void> {
  const server = `ClickHouse at ${addressOf(url, new URL(url).protocol === 'https:' ? '443' : '80')}`;
  const client = openClickhouse(url, { requestTimeoutMilliseconds: patience });
  try {
    const version = await versionOf(client);
    const major = Number.parseInt(version, 10);
    if (Number.isNaN(major)) throw new Error('its answer is not that of a ClickHouse');
    if (major < oldestClickhouse) throw tooOld(server, version, oldestClickhouse, 'CLICKHOUSE_URL');
  } catch (error) {
    throw explain(error, {
      server,
      variable: 'CLICKHOUSE_URL',
      name: databaseOf(url) ?? 'default',
      ...clickhouseCodes,
    });
  } finally {
    await client.close();
  }
}

async function versionOf(client: ClickHouseClient): Promise<string> {
  const [row] = await queryRows<{ version: string }>(client, 'SELECT version() AS version');
  return row?.version ?? '';
}

/** SQLSTATE, as PostgreSQL's manual lists it in appendix A. */
const postgresCodes = { refused: ['28P01', '28000'], missing: ['3D000'] };

/** ErrorCodes.cpp of ClickHouse: UNKNOWN_USER, REQUIRED_PASSWORD, WRONG_PASSWORD, AUTHENTICATION_FAILED; UNKNOWN_DATABASE. */
const clickhouseCodes = { refused: ['192', '193', '194', '516'], missing: ['81'] };

interface Circumstances {
  readonly server: string;
  readonly variable: string;
  /** Of the database. */
  readonly name: string;
  readonly refused: readonly string[];
  readonly missing: readonly string[];
}

function explain(error: unknown, { server, variable, name, refused, missing }: Circumstances): StartupError {
  if (error instanceof StartupError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (refused.includes(code)) {
    return new StartupError(`${server} refuses the user or the password. Mend them in ${variable}.`);
  }
  if (missing.includes(code)) {
    return new StartupError(`${server} has no database "${name}". Create it, or name another one in ${variable}.`);
  }
  const reason = code || (error instanceof Error ? error.message : String(error));
  return new StartupError(
    `${server} cannot be used (${reason}). Check that it runs and takes connections from here, and the host and port in ${variable}.`,
  );
}

function tooOld(server: string, version: string, oldest: number, variable: string): StartupError {
  return new StartupError(
    `${server} has version ${version}, and Throughline needs ${oldest} or newer. Update it, or unset ${variable} to use the one that comes along.`,
  );
}

function addressOf(url: string, defaultPort: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname || 'localhost'}:${port || defaultPort}`;
}

function databaseOf(url: string): string | undefined {
  return decodeURIComponent(new URL(url).pathname.slice(1)) || undefined;
}

/** Without a name, PostgreSQL takes the user's for that of the database. */
function userOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}
