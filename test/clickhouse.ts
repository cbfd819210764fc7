import { randomBytes } from 'node:crypto';
import type { ClickHouseClient } from '@clickhouse/client';
import { openClickhouse } from '#components/clickhouse/client.ts';
import { migrateClickhouse } from '#components/clickhouse/schema.ts';

/** Address of the run's ClickHouse, with user and password; set by test/setup.ts. */
export const clickhouseServerVariable = 'THROUGHLINE_TEST_CLICKHOUSE_URL';

const prefix = 'throughline_test_';

export interface TestClickhouse {
  /** With the database as its path. */
  url: string;
  client: ClickHouseClient;
  /** Closes `client` and drops the database. */
  drop(): Promise<void>;
}

/** A database of its own for one test file, with all tables. */
export async function createTestClickhouse(): Promise<TestClickhouse> {
  const server = serverAddress();
  const name = `${prefix}${randomBytes(6).toString('hex')}`;
  await administrate(server, `CREATE DATABASE ${name}`);
  const address = new URL(server);
  address.pathname = `/${name}`;
  const client = openClickhouse(address.href);
  await migrateClickhouse(client);
  const drop = async (): Promise<void> => {
    await client.close();
    await dropTestClickhouse(server, name);
  };
  return { url: address.href, client, drop };
}

/** Drops a database made for tests; refuses every other, whatever address it is given. */
async function dropTestClickhouse(server: string, name: string): Promise<void> {
  if (!/^throughline_test_\w+$/.test(name)) {
    throw new Error(`Tests drop only databases named ${prefix}* that they made, and this one is named "${name}"`);
  }
  await administrate(server, `DROP DATABASE IF EXISTS ${name} SYNC`);
}

async function administrate(server: string, statement: string): Promise<void> {
  const client = openClickhouse(server);
  try {
    await client.command({ query: statement });
  } finally {
    await client.close();
  }
}

function serverAddress(): string {
  const server = process.env[clickhouseServerVariable];
  if (!server) {
    throw new Error(
      'No test ClickHouse: run "npm test", or "node --test --test-global-setup=test/setup.ts <file>" with the Node of node_modules/.bin',
    );
  }
  return server;
}
