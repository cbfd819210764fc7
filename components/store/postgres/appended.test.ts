import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { liveEntry } from '../contract-inputs.ts';
import type { ToldFrame } from '../port/log.ts';
import { readAppended } from './appended.ts';
import { postgresStore, setUpPartitions } from './index.ts';

const lanes = Array.from({ length: 256 }, (_, lane) => lane);
let database: TestDatabase;

before(async () => {
  database = await createTestDatabase();
  await setUpPartitions(database.sql, lanes);
  await database.sql`update log_position set sequence = 9999999999`;
});
after(() => database.drop());

test('more frames than a notification holds are told of all the same', async () => {
  const { log } = postgresStore(database.sql, () => 3);
  const heard: (ToldFrame | undefined)[] = [];
  const first = Promise.withResolvers<void>();
  const last = Promise.withResolvers<void>();
  const unwatch = await log.watch(7, (appended) => {
    heard.push(appended);
    first.resolve();
    if (heard.length > 1) last.resolve();
  });
  const live = lanes.map((lane) => liveEntry(lane, '1'));
  const repeated = await log.append([...live, ...live.map((entry) => ({ ...entry, class: 'bulk' as const }))]);
  assert.equal(repeated.length, 512);
  await first.promise;
  await log.append([liveEntry(7, '2')]);
  await last.promise;
  assert.deepEqual(heard, [undefined, { partition: 7, class: 'live', sequence: 10_000_000_001 }]);
  await unwatch();
});

test('what is told in another form is no frame, and a reason to look', () => {
  assert.deepEqual(readAppended('0,128'), [undefined, undefined]);
  assert.deepEqual(readAppended(''), []);
});
