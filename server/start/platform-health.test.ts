import assert from 'node:assert/strict';
import test from 'node:test';
import type { ClickHouseClient } from '@clickhouse/client';
import type { Sql } from '#components/postgres/database.ts';
import { createPlatformHealth } from './platform-health.ts';

test('an engine that hangs is told of in time, is asked once, and is well again when it answers', async () => {
  let asked = 0;
  let answer = Promise.withResolvers<void>();
  const sql = (() => {
    asked++;
    return answer.promise;
  }) as unknown as Sql;
  const clickhouse = { ping: async () => ({ success: true }) } as unknown as ClickHouseClient;
  const health = createPlatformHealth(sql, clickhouse, undefined, 50);
  const well = [
    { part: 'clickhouse', ok: true },
    { part: 'storage', ok: true },
  ];
  const hangs = [{ part: 'postgres', ok: false, detail: 'it does not answer' }, ...well];
  assert.deepEqual(await Promise.all([health(), health()]), [hangs, hangs]);
  assert.deepEqual(await health(), hangs);
  assert.equal(asked, 1);
  answer.resolve();
  answer = Promise.withResolvers();
  answer.resolve();
  await new Promise(setImmediate);
  assert.deepEqual(await health(), [{ part: 'postgres', ok: true }, ...well]);
});

test('it is not ready while there is no room for events', async () => {
  const sql = (async () => []) as unknown as Sql;
  const clickhouse = { ping: async () => ({ success: true }) } as unknown as ClickHouseClient;
  let noRoom: 'disk_full' | undefined = 'disk_full';
  const health = createPlatformHealth(sql, clickhouse, () => noRoom);
  const full = { part: 'storage', ok: false, detail: 'disk_full' };
  assert.deepEqual(
    (await health()).filter(({ ok }) => !ok),
    [full],
  );
  noRoom = undefined;
  assert.deepEqual(
    (await health()).filter(({ ok }) => !ok),
    [],
  );
});
