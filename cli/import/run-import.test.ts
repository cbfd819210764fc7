import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { customers } from '#flow/import/customers.ts';
import { events } from '#flow/import/events.ts';
import type { ImportKind } from '#flow/import/kind.ts';
import { orders } from '#flow/import/orders.ts';
import { type ReceivedEvent, startImportReceiver } from '#test/imports/import-receiver.ts';
import { CommandError, UsageError } from '../usage-error.ts';
import { type ImportRequest, runImport } from './run-import.ts';

let directory = '';
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'throughline-import-'));
});
after(() => rm(directory, { recursive: true }));

let files = 0;

async function request(
  kind: ImportKind,
  text: string,
  url: string,
  changes: Partial<ImportRequest> = {},
): Promise<ImportRequest> {
  const file = changes.file ?? join(directory, `${++files}.csv`);
  await writeFile(file, text);
  const none: ReadonlySet<string> = new Set();
  return {
    kind,
    file,
    url,
    apiKey: 'key',
    map: [],
    delimiter: ',',
    timeZone: 'UTC',
    shiftWeeks: 0,
    currency: 'GBP',
    orders: { refundPrefix: 'C', adjustmentPrefix: '', shippingCodes: none, discountCodes: none, feeCodes: none },
    batchSize: 10,
    concurrency: 3,
    stateDirectory: join(directory, 'state'),
    reportFile: `${file}.rejected.csv`,
    again: false,
    now: () => new Date(0),
    onProgress: () => {},
    ...changes,
  };
}

const manyEvents = (count: number) =>
  `user_id,event,timestamp,colour\n${Array.from({ length: count }, (_, n) => `u${n % 7},Seen,2024-01-01 10:00:${String(n % 60).padStart(2, '0')},red`).join('\n')}\n`;

/** The first of the second batch of ten: no other line of `manyEvents` has both this person and this second. */
const isEleventhLine = ({ userId, timestamp }: ReceivedEvent) => userId === 'u3' && timestamp.includes(':00:10');

test('an interrupted import goes on where it stopped and sends nothing twice', async (t) => {
  let requests = 0;
  const receiver = await startImportReceiver(t, () => (++requests > 4 ? { status: 401 } : { status: 200 }));
  const import_ = await request(events, manyEvents(100), receiver.url, { concurrency: 1 });
  await assert.rejects(runImport(import_), CommandError);
  assert.equal(receiver.taken.length, 40);
  const [stopped] = receiver.records.values();
  assert.deepEqual([stopped?.status, stopped?.progress?.settled, stopped?.lines], ['failed', 40, 101]);
  requests = Number.NEGATIVE_INFINITY;
  const summary = await runImport(import_);
  assert.equal(summary.resumedAt, 40);
  const records = [...receiver.records.values()];
  assert.deepEqual(
    records.map(({ id, status, progress }) => [id, status, progress?.taken]),
    [[summary.importId, 'done', 100]],
  );
  assert.equal(summary.progress.taken, 100);
  assert.equal(receiver.taken.length, 100);
  assert.equal(new Set(receiver.taken.map(({ messageId }) => messageId)).size, 100);
});

test('with several requests under way, nothing after a gap counts as settled', async (t) => {
  // Requests that are under way together may arrive in any order, so the gap is a place in the file and not in time.
  let refused = false;
  const receiver = await startImportReceiver(t, (batch) => {
    if (refused || !batch.some(isEleventhLine)) return { status: 200 };
    refused = true;
    return { status: 401 };
  });
  const import_ = await request(events, manyEvents(200), receiver.url);
  await assert.rejects(runImport(import_), CommandError);
  const summary = await runImport(import_);
  assert.equal(summary.resumedAt, 10);
  assert.equal(new Set(receiver.taken.map(({ messageId }) => messageId)).size, 200);
});

test('a finished import is not sent again unless asked to, and then with the same ids', async (t) => {
  const receiver = await startImportReceiver(t, () => ({ status: 200 }));
  const import_ = await request(events, manyEvents(30), receiver.url);
  await runImport(import_);
  const second = await runImport(import_);
  assert.equal(second.finishedBefore, '1970-01-01T00:00:00.000Z');
  assert.equal(receiver.taken.length, 30);
  await runImport({ ...import_, again: true });
  assert.equal(receiver.taken.length, 60);
  assert.equal(new Set(receiver.taken.map(({ messageId }) => messageId)).size, 30);
});

test('what was taken back may be sent again under a new record; what was stopped goes on by nobody', async (t) => {
  const receiver = await startImportReceiver(t, () => ({ status: 200 }));
  const import_ = await request(events, manyEvents(10), receiver.url);
  const { importId = '' } = await runImport(import_);
  const say = (status: 'undone' | 'cancelled') => {
    const record = receiver.records.get(importId);
    assert.ok(record);
    receiver.records.set(importId, { ...record, status });
  };
  say('cancelled');
  await assert.rejects(runImport(import_), UsageError);
  say('undone');
  const again = await runImport(import_);
  assert.deepEqual([again.progress.taken, again.resumedAt, receiver.taken.length], [10, 0, 20]);
  assert.notEqual(again.importId, importId);
});

test('a busy server is waited for and gets the same batch again', async (t) => {
  const answers = [503, 429, 503];
  const waits: string[] = [];
  const receiver = await startImportReceiver(t, () => ({
    status: answers.shift() ?? 200,
    headers: { 'retry-after': '0' },
  }));
  const import_ = await request(events, manyEvents(25), receiver.url, {
    concurrency: 1,
    onWait: (reason) => waits.push(reason),
  });
  const { progress } = await runImport(import_);
  assert.equal(progress.taken, 25);
  assert.equal(waits.length, 3);
  assert.equal(receiver.taken.length, 25);
});

test('a server that is away ends the import with what to do', async () => {
  const import_ = await request(events, manyEvents(5), 'http://127.0.0.1:9', { patienceMilliseconds: 600 });
  await assert.rejects(runImport(import_), /cannot be reached.* Run the same command again/);
});

test('rejected rows are reported by line, with those that the server refused, and the good ones go in', async (t) => {
  const text = [
    'userId,event,timestamp',
    'a,Seen,2024-01-01T10:00:00Z',
    ',Seen,2024-01-01T10:00:00Z',
    'b,,2024-01-01T10:00:00Z',
    'c,Seen,yesterday',
    'd,Seen,2024-01-01T10:00:00Z,too,many',
    'e,Seen,2024-02-30 10:00',
    'f,Seen,1704103200',
    'g,Refuse me,2024-01-01',
  ].join('\n');
  const receiver = await startImportReceiver(t, (batch) => {
    const rejected = batch.flatMap(({ event }, index) =>
      event === 'Refuse me' ? [{ index, field: 'event', message: 'not liked' }] : [],
    );
    return { status: 200, body: { success: true, duplicates: 0, rejected } };
  });
  const import_ = await request(events, text, receiver.url);
  const { progress, rejected } = await runImport(import_);
  assert.equal(progress.taken, 2);
  assert.equal(rejected.rows, 6);
  const report = (await readFile(import_.reportFile, 'utf8')).trimEnd().split('\n');
  assert.deepEqual(
    report.map((line) => line.split(',').slice(0, 7).join(',')),
    [
      '\ufeffuserId,event,timestamp,import_line,import_result,import_reason,import_column',
      ',Seen,2024-01-01T10:00:00Z,3,rejected,missing_person,',
      'b,,2024-01-01T10:00:00Z,4,rejected,missing_value,',
      'c,Seen,yesterday,5,rejected,invalid_time,timestamp',
      'd,Seen,2024-01-01T10:00:00Z,6,rejected,unreadable_row,',
      'e,Seen,2024-02-30 10:00,7,rejected,invalid_time,timestamp',
      'g,Refuse me,2024-01-01,9,rejected,refused_by_server,',
    ],
  );
  assert.deepEqual(receiver.taken.map(({ timestamp }) => timestamp).slice(0, 2), [
    '2024-01-01T10:00:00.000Z',
    '2024-01-01T10:00:00.000Z',
  ]);
});

test('what the server could not read is counted by column with its lines, and the list has the row', async (t) => {
  const text = 'userId,Mobile,City\na,0912345678,Taipei\nb,+886912345678,Taipei\nc,0922345678,Tainan\n';
  const receiver = await startImportReceiver(t, (batch) => {
    const unread = batch.flatMap(({ traits }, index) =>
      String(traits?.['phone']).startsWith('0') ? [{ index, field: 'traits.phone', reason: 'invalid_phone' }] : [],
    );
    return { status: 200, body: { success: true, duplicates: 0, rejected: [], unread } };
  });
  const import_ = await request(customers, text, receiver.url, { map: ['phone=Mobile'], batchSize: 2 });
  const { progress } = await runImport(import_);
  const unread = [{ column: 'Mobile', reason: 'invalid_phone', count: 2, lines: [2, 4] }];
  assert.deepEqual([progress.taken, progress.unread], [3, unread]);
  assert.deepEqual([...receiver.records.values()][0]?.progress?.unread, unread);
  const [, first, second] = (await readFile(import_.reportFile, 'utf8')).split('\n');
  assert.match(first ?? '', /^a,0912345678,Taipei,2,imported_without,invalid_phone,Mobile,/);
  assert.match(second ?? '', /^c,0922345678,Tainan,4,imported_without,/);
});

test('what an earlier import took is not sent again with the list of what it left out', async (t) => {
  const receiver = await startImportReceiver(t, () => ({ status: 200 }));
  const text = [
    'userId,event,timestamp,import_line,import_result,import_reason,import_column,import_detail',
    'a,Seen,2024-01-01,2,imported_without,invalid_phone,Mobile,',
    'b,Seen,2024-01-02,3,rejected,invalid_time,timestamp,',
  ].join('\n');
  const { rejected } = await runImport(await request(events, text, receiver.url));
  assert.deepEqual([...rejected.byReason], [['imported_before', 1]]);
  assert.deepEqual(
    receiver.taken.map(({ userId, properties }) => [userId, properties]),
    [['b', {}]],
  );
});

test('customers become identify calls, with columns that nothing names as traits', async (t) => {
  const receiver = await startImportReceiver(t, () => ({ status: 200 }));
  const text = 'Customer,Mail,City,Points,Code,traits\n7,Ann@Example.com,Bath,12,007,x\n,,,,,\n8,,,1.5,,\n';
  const import_ = await request(customers, text, receiver.url, {
    map: ['userId=Customer,email=Mail', 'traits.address.city=City'],
  });
  const { rejected } = await runImport(import_);
  assert.equal(rejected.rows, 1);
  assert.deepEqual(
    receiver.taken.map(({ type, userId, traits }) => ({ type, userId, traits })),
    [
      {
        type: 'identify',
        userId: '7',
        traits: { address: { city: 'Bath' }, Points: 12, Code: '007', traits: 'x', email: 'Ann@Example.com' },
      },
      { type: 'identify', userId: '8', traits: { Points: 1.5 } },
    ],
  );
});

test('order lines that do not stand together, and orders of two people, are rejected and not lost', async (t) => {
  const receiver = await startImportReceiver(t, () => ({ status: 200 }));
  const text = [
    'order_id,user_id,timestamp,sku,quantity,price',
    '1,a,2024-01-01,x,2,1.10',
    '1,a,2024-01-01,y,1,2.20',
    '2,b,2024-01-02,x,1,1.10',
    '1,a,2024-01-01,z,1,5',
    '3,a,2024-01-03,x,1,1',
    '3,b,2024-01-03,x,1,1',
    'C4,b,2024-01-04,x,-1,1.10',
    'C4,b,2024-01-04,y,1,1.10',
  ].join('\n');
  const { rejected } = await runImport(await request(orders, text, receiver.url));
  assert.deepEqual(Object.fromEntries(rejected.byReason), {
    lines_apart: 1,
    conflicting_person: 2,
    negative_quantity: 1,
  });
  assert.deepEqual(
    receiver.taken.map(({ event, properties }) => [event, properties.order_id, properties.total]),
    [
      ['Order Completed', '1', 4.4],
      ['Order Completed', '2', 1.1],
      ['Order Refunded', 'C4', -1.1],
    ],
  );
});

test('a file with one row per order needs no lines', async (t) => {
  const receiver = await startImportReceiver(t, () => ({ status: 200 }));
  const text =
    'orderId;email;timestamp;total;currency\n1;a@example.com;2024-01-01;12.50;EUR\n1;a@example.com;2024-01-01;12.50;EUR\n';
  const { rejected } = await runImport(await request(orders, text, receiver.url, { delimiter: ';' }));
  assert.deepEqual(Object.fromEntries(rejected.byReason), { repeated_order: 1 });
  assert.deepEqual(receiver.taken[0]?.properties, {
    order_id: '1',
    revenue: 12.5,
    total: 12.5,
    products: [],
    currency: 'EUR',
  });
});

test('a mapping that does not fit the file says which columns there are', async () => {
  const file = await request(events, 'who,what,when\n', 'http://127.0.0.1:9');
  await assert.rejects(
    runImport(file),
    (error) => error instanceof UsageError && /who, what, when/.test(error.message),
  );
  await assert.rejects(runImport({ ...file, map: ['userId=nobody'] }), /no column "nobody"/);
  await assert.rejects(runImport({ ...file, map: ['colour=who'] }), /nothing that this import fills/);
  await assert.rejects(
    runImport({ ...file, map: ['userId=who,event=what,timestamp=when'], timeZone: 'Mars' }),
    /no time zone/,
  );
});
