import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { startTcpProxy, type TcpProxy } from '#test/tcp-proxy.ts';
import { openDatabase, type Sql } from './database.ts';

let database: TestDatabase;
let proxy: TcpProxy;
let sql: Sql;
/** The database's address by way of the proxy. */
let proxied: string;

before(async () => {
  database = await createTestDatabase();
  proxy = await startTcpProxy();
  const url = new URL(database.url);
  proxy.target = Number(url.port);
  url.port = String(proxy.port);
  proxied = url.href;
  sql = openDatabase(proxied, { max: 3, applicationName: 'throughline-test-driver' });
});

after(async () => {
  await sql.end({ timeout: 1 });
  await proxy.close();
  await database.drop();
});

/** Small statements one after the other, so that some are just being written whenever the connection is lost. */
async function ask(stopping: AbortSignal): Promise<number> {
  let lost = 0;
  while (!stopping.aborted) {
    try {
      await sql.begin(async (tx) => {
        await tx`select 1`;
        await tx`select 2`;
      });
    } catch {
      lost++;
      await sleep(1);
    }
  }
  return lost;
}

test('connections that are lost while something is written fail their statements, and nothing else', async () => {
  const stopping = new AbortController();
  const asking = Array.from({ length: 6 }, () => ask(stopping.signal));
  for (let cut = 0; cut < 60; cut++) {
    await sleep(20);
    proxy.cut();
  }
  stopping.abort();
  const lost = await Promise.all(asking);
  assert.ok(lost.some((count) => count > 0));
  // Each of the pool's connections has to be usable again.
  const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => sql`select ${index}::int as index`));
  assert.deepEqual(
    answers.map(([row]) => row?.index),
    Array.from({ length: 12 }, (_, index) => index),
  );
});

test('a transaction whose connection was lost writes nothing more, whoever has the connection now', async () => {
  const single = openDatabase(proxied, { max: 1, applicationName: 'throughline-test-driver' });
  await single`create table written (by_whom text not null)`;
  let late: Promise<unknown> | undefined;
  const lost = single.begin(async (tx) => {
    await tx`select 1`;
    proxy.cut();
    await sleep(20);
    // The pool's only connection is made anew for this one.
    await single`insert into written values ('another')`;
    late = Promise.resolve(tx`insert into written values ('the lost one')`);
    await late;
  });
  await assert.rejects(lost);
  for (let waited = 0; late === undefined && waited < 2_000; waited += 10) await sleep(10);
  assert(late);
  await assert.rejects(late);
  const rows = await single<{ by_whom: string }[]>`select by_whom from written`;
  assert.deepEqual(
    rows.map((row) => row.by_whom),
    ['another'],
  );
  await single.end({ timeout: 1 });
});
