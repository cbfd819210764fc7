import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import type { Store } from '#components/store/port/index.ts';
import { postgresStore, setUpPartitions } from '#components/store/postgres/index.ts';
import { type ImportMapping, importMapping } from '#contracts/import.ts';
import type { TrackStimulus } from '#contracts/stimulus.ts';
import { laneOf, partitions } from '#core/lane.ts';
import { ordersFile } from '#demo/orders.ts';
import { findImport } from '#server/imports/import-rows.ts';
import { openImports } from '#server/imports/imports.ts';
import { createLog } from '#server/log.ts';
import { createTestDatabase } from '#test/database.ts';

test('killed in the middle again and again, an import of the retailer’s orders comes to the same result', async (t) => {
  const { tracks, done } = await importKilled(t, {
    name: 'orders.csv.gz',
    // The same orders twice, under other numbers: enough for several batches.
    text: Readable.from(copies(2)),
    mapping: importMapping.parse({
      kind: 'orders',
      columns: columns({
        ...{ InvoiceNo: 'orderId', StockCode: 'sku', Quantity: 'quantity', UnitPrice: 'price' },
        ...{ Description: 'name', InvoiceDate: 'timestamp', CustomerID: 'userId' },
      }),
      timeZone: 'Europe/London',
      orders: {
        ...{ refundPrefix: 'C', adjustmentPrefix: 'A' },
        ...{ shippingCodes: ['POST'], discountCodes: ['D'], feeCodes: ['M'] },
      },
    }),
  });
  assert.equal(tracks.length, done.progress?.settled);
});

test('so does an import of events, whose batches the log knows by one key each', async (t) => {
  const count = 12_000;
  const lines = Array.from({ length: count }, (_, n) => `p${(n * 7) % 900},Seen,2024-01-01 10:00,${n}\n`);
  const { tracks, keys } = await importKilled(t, {
    name: 'events.csv',
    text: Readable.from(['user_id,event,timestamp,number\n', ...lines]),
    mapping: importMapping.parse({
      kind: 'events',
      timeZone: 'UTC',
      columns: columns({ user_id: 'userId', event: 'event', timestamp: 'timestamp', number: 'properties.number' }),
    }),
  });
  const numbers = tracks.map(({ properties }) => Number(properties['number'])).sort((a, b) => a - b);
  assert.deepEqual(
    numbers,
    Array.from({ length: count }, (_, n) => n),
  );
  assert.ok(keys < 20, `${keys} keys`);
});

const columns = (targets: Readonly<Record<string, string>>): ImportMapping['columns'] =>
  Object.entries(targets).map(([column, target]) => ({ column, target }));

/** Imports it by a process that is killed each time it has got on, and looks at what is in the log then. */
async function importKilled(t: TestContext, file: { name: string; text: Readable; mapping: ImportMapping }) {
  const database = await createTestDatabase();
  await setUpPartitions(database.sql, partitions(2));
  const directory = await mkdtemp(join(tmpdir(), 'throughline-import-'));
  let running: ChildProcess | undefined;
  t.after(async () => {
    if (running) await end(running, 'SIGKILL');
    await database.drop();
    await rm(directory, { recursive: true });
  });
  const store = postgresStore(database.sql, laneOf);
  const imports = openImports({
    ...{ sql: database.sql, workspace: 1, store, dataDirectory: directory, bytesAtMost: 1e9, log: createLog('silent') },
    sink: { accept: () => assert.fail('nothing is imported here') },
    append: () => assert.fail('nothing is taken back here'),
    settings: () => assert.fail('nothing is imported here'),
  });
  await imports.close();
  const id = await imports.create({ name: file.name, bytes: 1 });
  const format = { type: 'csv', encoding: 'utf-8', delimiter: ',', quote: '"' } as const;
  await imports.importFile(await findImport(imports, id), file.text, { format, mapping: file.mapping });

  const killedAt: number[] = [];
  for (let settled = 0; ; ) {
    running = work(database.url, directory);
    // After a few times it may come to its end.
    const row = await settledBeyond(killedAt.length < 4 ? settled : Number.POSITIVE_INFINITY);
    await end(running, 'SIGKILL');
    if (row.status === 'done') break;
    settled = row.settled;
    killedAt.push(settled);
  }
  const done = await findImport(imports, id);
  assert.equal(done.status, 'done');
  assert.ok(killedAt.length >= 2, `killed at ${killedAt.join(', ')}`);

  const logs = await Promise.all([0, 128].map((lane) => readLog(store, lane)));
  for (const log of logs) {
    const moves = log.filter(({ profile }, index) => profile !== log[index - 1]?.profile).length;
    assert.equal(moves, new Set(log.map(({ profile }) => profile)).size, 'each person stands in one place');
  }
  const tracks = logs.flat();
  assert.equal(new Set(tracks.map((one) => one.id)).size, tracks.length);
  assert.equal((done.progress?.taken ?? 0) + (done.progress?.duplicates ?? 0), tracks.length);
  const [row] = await database.sql<{ keys: number }[]>`
    select (select count(*) from message_key_even)::int + (select count(*) from message_key_odd)::int as keys`;
  return { tracks, done, keys: row?.keys ?? 0 };

  async function settledBeyond(count: number) {
    for (let attempt = 0; attempt < 1_200; attempt++) {
      const row = await findImport(imports, id);
      if (row.status === 'done' || row.settled > count) return row;
      assert.notEqual(row.status, 'failed', row.error ?? '');
      await sleep(25);
    }
    return assert.fail('It does not go on');
  }
}

async function* copies(count: number): AsyncGenerator<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(ordersFile).pipe(createGunzip())) chunks.push(chunk as Buffer);
  const [header = '', ...lines] = Buffer.concat(chunks).toString().trimEnd().split('\n');
  yield `${header}\n`;
  for (let copy = 0; copy < count; copy++) {
    yield `${lines.map((line) => line.replace(/^(C?)/, `$1${copy}x`)).join('\n')}\n`;
  }
}

/** Everything that the import brought is an event. */
async function readLog(store: Store, partition: number): Promise<TrackStimulus[]> {
  const stimuli: TrackStimulus[] = [];
  for (let sequence = 0; ; ) {
    const frames = await store.log.read(partition, 'bulk', sequence, 100);
    if (frames.length === 0) return stimuli;
    for (const { body } of frames) stimuli.push(...(JSON.parse(body) as TrackStimulus[]));
    sequence = frames.at(-1)?.sequence ?? sequence;
  }
}

function work(databaseUrl: string, directory: string): ChildProcess {
  const file = fileURLToPath(new URL('import-process.ts', import.meta.url));
  return spawn(process.execPath, [file, databaseUrl, directory], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
