import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { kept } from './kept.ts';

test('an answer holds for a while, for each workspace, and is asked for once at a time', async () => {
  let asked = 0;
  const ask = kept(async (workspace) => {
    await sleep(20);
    asked += 1;
    return `${workspace}:${asked}`;
  }, 0.1);
  assert.deepEqual(await Promise.all([ask(1), ask(1)]), ['1:1', '1:1']);
  assert.equal(await ask(1), '1:1');
  assert.equal(await ask(2), '2:2');
  await sleep(400);
  assert.equal(await ask(1), '1:3');
});

test('an answer ends with the state that it was found in', async () => {
  let asked = 0;
  let state = 'counting';
  const ask = kept(
    async () => {
      asked += 1;
      return asked;
    },
    0.000_001,
    async () => state,
  );
  assert.deepEqual([await ask(1), await ask(1)], [1, 1]);
  state = 'done';
  assert.deepEqual([await ask(1), await ask(1)], [2, 2]);
});

test('a failure is not kept', async () => {
  let asked = 0;
  const ask = kept(async () => {
    asked += 1;
    if (asked === 1) throw new Error('ClickHouse is starting');
    return asked;
  }, 0.000_001);
  await assert.rejects(ask(1), /starting/);
  assert.equal(await ask(1), 2);
});
