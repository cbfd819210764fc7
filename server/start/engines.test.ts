import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { readConfiguration } from './configuration.ts';
import { startEngines } from './engines.ts';
import { createLifecycle } from './lifecycle.ts';

test('an embedded PostgreSQL that ends by itself is told', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'throughline-engines-'));
  const lifecycle = createLifecycle(() => {});
  const lost = Promise.withResolvers<string>();
  try {
    const configuration = readConfiguration({ THROUGHLINE_DATA: directory, CLICKHOUSE_URL: 'http://127.0.0.1:1' });
    await startEngines(configuration, lifecycle, { progress: () => {}, onLost: lost.resolve });
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
