import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import type { ChdbProcess } from './chdb-process.ts';
import { startChdb } from './chdb-process.ts';
import { insertRows, openClickhouse, queryRows } from './client.ts';

let directory: string;
let chdb: ChdbProcess;
let client: ClickHouseClient;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'throughline-chdb-test-'));
  chdb = await startChdb({ directory });
  client = openClickhouse(chdb.url);
  await client.command({
    query: 'CREATE TABLE thing (batch UInt32, n UInt32, s String) ENGINE = MergeTree ORDER BY n',
  });
});
after(async () => {
  await client.close();
  await chdb.stop();
  await rm(directory, { recursive: true, force: true });
});

async function count(batch: number): Promise<number> {
  const [row] = await queryRows<{ count: number }>(
    client,
    'SELECT count() AS count FROM thing WHERE batch = {batch:UInt32}',
    { batch },
  );
  return row?.count ?? 0;
}

async function eventually(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await condition().catch(() => false))) {
    if (Date.now() > deadline) throw new Error('still not so after 20 seconds');
    await sleep(20);
  }
}

function kill(): void {
  const pid = chdb.pid();
  assert.ok(pid);
  process.kill(pid, 'SIGKILL');
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('killed, it is restarted at the same address with everything that was answered', async () => {
  await insertRows(client, 'thing', [{ batch: 1, n: 1, s: 'kept' }]);
  kill();
  await eventually(async () => (await count(1)) === 1);
});

test('killed during an insert, all rows are there or none', async () => {
  const size = 30_000;
  for (let batch = 10; batch < 16; batch += 1) {
    const rows = Array.from({ length: size }, (_, n) => ({ batch, n, s: `row ${n}` }));
    const outcome = insertRows(client, 'thing', rows).then(
      () => true,
      () => false,
    );
    await sleep((batch - 10) * 25);
    kill();
    const answered = await outcome;
    await eventually(async () => (await count(1)) === 1);
    const found = await count(batch);
    assert.ok(found === size || (found === 0 && !answered), `${found} rows, answered: ${answered}`);
  }
});

test('a second process on the same directory is refused in one sentence', async () => {
  await assert.rejects(startChdb({ directory }), {
    name: 'StartupError',
    message: `The ClickHouse data in ${directory} is in use by process ${chdb.pid()}; stop it, or choose another data directory.`,
  });
  assert.equal(await count(1), 1);
});

test('it dies with the process that started it', async () => {
  const own = await mkdtemp(join(tmpdir(), 'throughline-chdb-test-'));
  const script = `
    import { startChdb } from ${JSON.stringify(new URL('./chdb-process.ts', import.meta.url).href)};
    const chdb = await startChdb({ directory: ${JSON.stringify(own)} });
    console.log(chdb.pid());
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(parent.stdout.setEncoding('utf8'), 'data')) as [string];
  const pid = Number(line);
  assert.ok(isAlive(pid));
  parent.kill('SIGKILL');
  await eventually(() => Promise.resolve(!isAlive(pid)));
  await rm(own, { recursive: true, force: true });
});

test('a statement that needs more memory than it may fails alone', async () => {
  const pid = chdb.pid();
  const greedy =
    'SELECT length(groupArray(repeat(toString(number), 50))) FROM numbers(20000000) SETTINGS max_memory_usage = 100000000';
  await assert.rejects(queryRows(client, greedy), (error: Error & { code?: string }) => error.code === '241');
  assert.equal(await count(1), 1);
  assert.equal(chdb.pid(), pid);
});

test('stopped, it leaves no process and its data can be opened again', async () => {
  const own = await mkdtemp(join(tmpdir(), 'throughline-chdb-test-'));
  const first = await startChdb({ directory: own });
  const pid = first.pid();
  assert.ok(pid);
  await first.stop();
  assert.ok(!isAlive(pid));
  const second = await startChdb({ directory: own });
  await second.stop();
  await rm(own, { recursive: true, force: true });
});
