import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChdb } from '#components/clickhouse/chdb-process.ts';
import { openDatabase } from '#components/postgres/database.ts';
import { startEmbeddedPostgres } from '#components/postgres/embedded-postgres.ts';
import { migrateDatabase } from '#components/postgres/migrate.ts';
import { clickhouseServerVariable } from './clickhouse.ts';
import { databaseServerVariable, templateDatabase } from './database.ts';

/**
 * Runs once before all test files and once after them (`node --test --test-global-setup`). The engines it starts are real;
 * the test files, which are child processes, find them by the environment that they inherit.
 */
const stops: (() => Promise<void>)[] = [];

export async function globalSetup(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'throughline-test-'));
  stops.push(() => rm(directory, { recursive: true, force: true }));
  try {
    // Both are waited for even when one fails, so that the teardown finds everything there is to stop.
    const outcomes = await Promise.allSettled([
      startPostgres(join(directory, 'postgres')),
      startClickhouse(join(directory, 'clickhouse')),
    ]);
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  } catch (error) {
    await globalTeardown();
    throw error;
  }
}

export async function globalTeardown(): Promise<void> {
  for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) await stop();
}

async function startPostgres(directory: string): Promise<void> {
  const server = await startEmbeddedPostgres({ directory, log: () => {}, onExit: (reason) => console.error(reason) });
  stops.push(() => server.stop());
  const address = new URL(server.url);
  address.pathname = '/postgres';
  process.env[databaseServerVariable] = address.href;

  const administration = openDatabase(address.href, { max: 1, applicationName: 'throughline-test-setup' });
  await administration`create database ${administration(templateDatabase)}`;
  await administration.end();

  address.pathname = `/${templateDatabase}`;
  const template = openDatabase(address.href, { max: 1, applicationName: 'throughline-test-setup' });
  await migrateDatabase(template);
  await template.end();
}

async function startClickhouse(directory: string): Promise<void> {
  const server = await startChdb({ directory, log: (sentence) => console.error(sentence) });
  stops.push(() => server.stop());
  process.env[clickhouseServerVariable] = server.url;
}
