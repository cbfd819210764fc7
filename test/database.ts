import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase, type Sql } from '#components/postgres/database.ts';

/** Address of the run's PostgreSQL server, set by test/setup.ts. */
export const databaseServerVariable = 'THROUGHLINE_TEST_DATABASE_URL';

export const templateDatabase = 'throughline_test_template';

const prefix = 'throughline_test_';

export interface TestDatabase {
  url: string;
  sql: Sql;
  /** Closes `sql`, drops the database, and throws when the test left other connections open. */
  drop(patience?: number): Promise<void>;
}

/** A database of its own for one test file, migrated to the newest version. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = serverAddress();
  const name = `${prefix}${randomBytes(6).toString('hex')}`;
  await administrate(server, async (administration) => {
    await administration`create database ${administration(name)} template ${administration(templateDatabase)}`;
  });
  const address = new URL(server);
  address.pathname = `/${name}`;
  const sql = openDatabase(address.href, { max: 4, applicationName: 'throughline-test' });
  const drop = async (patience?: number) => {
    await sql.end({ timeout: 5 });
    await dropTestDatabase(server, name, patience);
  };
  return { url: address.href, sql, drop };
}

/**
 * Drops a database made for tests; refuses every other, whatever address it is given. A session that was ended stays
 * listed until the server has noticed, so the list of sessions is looked at for up to `patience` milliseconds.
 */
export async function dropTestDatabase(server: string, name: string, patience = 2_000): Promise<void> {
  if (!name.startsWith(prefix) || name === templateDatabase) {
    throw new Error(`Tests drop only databases named ${prefix}* that they made, and this one is named "${name}"`);
  }
  const leaked = await administrate(server, async (administration) => {
    const left = await waitForDisconnection(administration, name, patience);
    await administration`drop database ${administration(name)} with (force)`;
    return left;
  });
  if (leaked.length > 0) {
    throw new Error(`The test left ${leaked.length} database connection(s) open: ${leaked.join(', ')}`);
  }
}

function serverAddress(): string {
  const server = process.env[databaseServerVariable];
  if (!server) {
    throw new Error(
      `No test database server: run "npm test", or "node --test --test-global-setup=test/setup.ts <file>" with the Node of node_modules/.bin`,
    );
  }
  return server;
}

async function waitForDisconnection(administration: Sql, name: string, patience: number): Promise<string[]> {
  for (const end = Date.now() + patience; ; await sleep(20)) {
    const sessions = await administration<{ application_name: string; query: string }[]>`
      select application_name, left(query, 80) as query
      from pg_stat_activity
      where datname = ${name} and backend_type = 'client backend'`;
    if (sessions.length === 0 || Date.now() > end)
      return sessions.map((one) => `${one.application_name} (${one.query})`);
  }
}

async function administrate<Result>(
  server: string,
  work: (administration: Sql) => PromiseLike<Result>,
): Promise<Result> {
  const administration = openDatabase(server, { max: 1, applicationName: 'throughline-test' });
  try {
    return await work(administration);
  } finally {
    await administration.end();
  }
}
