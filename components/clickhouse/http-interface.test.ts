import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClickHouseError, createClient } from '@clickhouse/client';
import type { TestClickhouse } from '#test/clickhouse.ts';
import { createTestClickhouse } from '#test/clickhouse.ts';
import { insertRows, openClickhouse, queryRows } from './client.ts';

/** What the platform needs of ClickHouse's HTTP interface; the same for the embedded engine and for a server. */
let clickhouse: TestClickhouse;

before(async () => {
  clickhouse = await createTestClickhouse();
  await clickhouse.client.command({ query: 'CREATE TABLE thing (n UInt64, s String) ENGINE = MergeTree ORDER BY n' });
});
after(() => clickhouse.drop());

const heavy = 'SELECT count() AS count FROM numbers(40000000) WHERE sipHash64(number) % 7 = 3';

function refusal(code: string): (error: unknown) => boolean {
  return (error) => error instanceof ClickHouseError && error.code === code;
}

test('answers a ping, and a select with bound parameters of every kind', async () => {
  assert.deepEqual(await clickhouse.client.ping(), { success: true });
  const text = `it's a "tab\t", a \\ and 中文\n`;
  const sql = `SELECT {text:String} AS text, {list:Array(String)} AS list, {none:Nullable(String)} AS none,
    {whole:UInt64} AS whole, {flag:Bool} AS flag, {at:DateTime64(3)} AS at`;
  const at = new Date(Date.UTC(2025, 1, 3, 4, 5, 6, 789));
  const list = ['a', "b'c", 'd\\'];
  const rows = await queryRows(clickhouse.client, sql, { text, list, none: null, whole: 2 ** 50, flag: true, at });
  assert.deepEqual(rows, [{ text, list, none: null, whole: 2 ** 50, flag: true, at: at.toISOString() }]);
});

test('a list of a thousand values is a parameter like any other', async () => {
  const list = Array.from({ length: 1000 }, (_, index) => `value-${index}-茶`);
  const [row] = await queryRows(
    clickhouse.client,
    'SELECT length({list:Array(String)}) AS n, {list:Array(String)}[7] AS s',
    { list },
  );
  assert.deepEqual(row, { n: 1000, s: 'value-6-茶' });
});

test('a parameter that was not given is refused, also when an earlier statement gave one of its name', async () => {
  for (let round = 0; round < 8; round += 1) await queryRows(clickhouse.client, 'SELECT {n:UInt8}', { n: 1 });
  await assert.rejects(queryRows(clickhouse.client, 'SELECT {n:UInt8}'), refusal('456'));
});

test('inserts rows as objects, as lines, compressed, and into named columns', async () => {
  const { client } = clickhouse;
  await insertRows(client, 'thing', [{ n: 1, s: '茶' }]);
  await insertRows(client, 'thing', '{"n":2,"s":"two"}\n{"n":3,"s":"three"}\n');
  await client.insert({ table: 'thing', values: [{ s: 'four', n: 4 }], columns: ['s', 'n'], format: 'JSONEachRow' });
  const compressing = createClient({ url: clickhouse.url, compression: { request: true, response: true } });
  await compressing.insert({ table: 'thing', values: [[5, 'five']], format: 'JSONCompactEachRow' });
  const result = await compressing.query({ query: 'SELECT s FROM thing ORDER BY n', format: 'JSONEachRow' });
  const rows = await result.json<{ s: string }>();
  await compressing.close();
  assert.deepEqual(
    rows.map((row) => row.s),
    ['茶', 'two', 'three', 'four', 'five'],
  );
});

test('errors carry their code, and an insert with one bad row stores none', async () => {
  const { client } = clickhouse;
  await assert.rejects(queryRows(client, 'SELECT * FROM absent'), refusal('60'));
  await assert.rejects(queryRows(client, 'SELEC 1'), refusal('62'));
  await assert.rejects(
    client.command({ query: 'SELECT 1', clickhouse_settings: { absent: 1 } as never }),
    refusal('115'),
  );
  await assert.rejects(
    insertRows(client, 'thing', [
      { n: 77, s: 'x' },
      { n: 'many', s: 'x' },
    ]),
    ClickHouseError,
  );
  assert.deepEqual(await queryRows(client, 'SELECT * FROM thing WHERE n = 77'), []);
});

test('an error after the first rows were sent reaches the reader', async () => {
  const read = async (): Promise<number> => {
    const query = 'SELECT number, throwIf(number = 3000000) FROM numbers(10000000)';
    const result = await clickhouse.client.query({ query, format: 'JSONEachRow' });
    let count = 0;
    for await (const rows of result.stream()) count += rows.length;
    return count;
  };
  await assert.rejects(read, refusal('395'));
});

test('a wrong password is refused', async () => {
  const address = new URL(clickhouse.url);
  address.password = 'wrong';
  const stranger = openClickhouse(address.href);
  await assert.rejects(queryRows(stranger, 'SELECT 1'), refusal('516'));
  await stranger.close();
});

test('settings, query id and database belong to one statement', async () => {
  const { client } = clickhouse;
  const setting = "SELECT getSetting('max_threads') AS threads, currentDatabase() AS database";
  const own = new URL(clickhouse.url).pathname.slice(1);
  const limited = await client.query({
    query: setting,
    format: 'JSONEachRow',
    query_id: 'of-this-test',
    clickhouse_settings: { max_threads: 1 },
  });
  assert.equal(limited.query_id, 'of-this-test');
  assert.deepEqual(await limited.json(), [{ threads: 1, database: own }]);
  const address = new URL(clickhouse.url);
  address.pathname = '/default';
  const elsewhere = openClickhouse(address.href);
  const many = await Promise.all(
    Array.from({ length: 12 }, () => queryRows<{ threads: number; database: string }>(elsewhere, setting)),
  );
  await elsewhere.close();
  assert.ok(many.every(([row]) => row?.database === 'default' && row.threads !== 1));
});

test('a million rows stream, as rows and as one JSON document', async () => {
  const query = 'SELECT number, toString(number) AS s FROM numbers(1000000)';
  const result = await clickhouse.client.query({ query, format: 'JSONEachRow' });
  let count = 0;
  for await (const rows of result.stream()) count += rows.length;
  assert.equal(count, 1_000_000);
  const document = await clickhouse.client.query({ query: `${query} LIMIT 1000`, format: 'JSON' });
  assert.equal((await document.json()).rows, 1000);
});

test('forty statements at the same time each get their own answer', async () => {
  const numbers = Array.from({ length: 40 }, (_, index) => index);
  const answers = await Promise.all(
    numbers.map((n) => queryRows<{ n: number }>(clickhouse.client, 'SELECT {n:UInt32} AS n, sleep(0.01)', { n })),
  );
  assert.deepEqual(
    answers.map(([row]) => row?.n),
    numbers,
  );
});

test('short questions and inserts do not wait behind heavy ones', async () => {
  const { client } = clickhouse;
  const started = performance.now();
  const long = Promise.all([
    queryRows(client, heavy, {}, { background: true }),
    queryRows(client, heavy, {}, { background: true }),
  ]).then(() => performance.now() - started);
  const waits: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const asked = performance.now();
    await queryRows(client, 'SELECT * FROM thing WHERE n = 1');
    await insertRows(client, 'thing', [{ n: 1000 + round, s: 'beside' }]);
    waits.push(performance.now() - asked);
  }
  const longest = Math.max(...waits);
  const duration = await long;
  assert.ok(longest < duration / 2, `waited ${longest.toFixed(0)} ms beside statements of ${duration.toFixed(0)} ms`);
});

test('a statement whose caller went away is stopped, again and again', { timeout: 30_000 }, async () => {
  const running =
    "SELECT query FROM system.processes WHERE query LIKE '%40000000000%' AND query NOT LIKE '%processes%'";
  for (let round = 0; round < 4; round += 1) {
    const gone = new AbortController();
    const endless = heavy.replace('40000000', '40000000000');
    const asked = queryRows(clickhouse.client, endless, {}, { signal: gone.signal }).catch(() => 'gone');
    while ((await queryRows(clickhouse.client, running)).length === 0) await sleep(5);
    gone.abort();
    assert.equal(await asked, 'gone');
    while ((await queryRows(clickhouse.client, running)).length > 0) await sleep(5);
  }
});
