import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { openDatabase } from '#components/postgres/database.ts';
import { readConfiguration } from './configuration.ts';
import { startEngines } from './engines.ts';
import { createLifecycle } from './lifecycle.ts';

/** A lane's pool of three and the one on which it listens. */
const connectionsPerPartition = 4;

test('an embedded PostgreSQL has connections for every partition, and is told of when it ends by itself', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'throughline-engines-'));
  const lifecycle = createLifecycle(() => {});
  const lost = Promise.withResolvers<string>();
  try {
    const configuration = readConfiguration({
      THROUGHLINE_DATA: directory,
      THROUGHLINE_PARTITIONS: '64',
      CLICKHOUSE_URL: 'http://127.0.0.1:1',
    });
    const engines = await startEngines(configuration, lifecycle, { progress: () => {}, onLost: lost.resolve });
    const sql = openDatabase(engines.databaseUrl, { max: 1, applicationName: 'test' });
    const [row] = await sql<{ most: number }[]>`select current_setting('max_connections')::int as most`;
    await sql.end();
    assert.ok(row !== undefined && row.most >= 64 * connectionsPerPartition + 20, `${row?.most} connections`);
    const lock = await readFile(join(directory, 'postgres', 'cluster', 'postmaster.pid'), 'utf8');
    process.kill(Number(lock.split('\n')[0]), 'SIGKILL');
    assert.match(await lost.promise, /PostgreSQL could not go on/);
  } finally {
    await lifecycle.stop();
    await rm(directory, { recursive: true, force: true });
  }
});

test('a number of partitions that cannot be is refused in words', () => {
  for (const number of ['0', '3', '512', 'two']) {
    assert.throws(() => readConfiguration({ THROUGHLINE_PARTITIONS: number }), {
      name: 'StartupError',
      message: /THROUGHLINE_PARTITIONS/,
    });
  }
  assert.equal(readConfiguration({ THROUGHLINE_PARTITIONS: '8' }).partitions, 8);
});
