import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openTrim } from './trim-free-blocks.ts';

const megabyte = 1024 * 1024;

test('memory that is free between blocks in use goes back to the system', {
  skip: process.platform !== 'linux' && 'the C library of this system gives it back by itself',
}, async () => {
  const trim = await openTrim();
  assert.ok(trim);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const blocks = Array.from({ length: 20_000 }, () => new Uint8Array(new ArrayBuffer(8_000)).fill(1));
  const kept = blocks.filter((_, place) => place % 50 === 0);
  blocks.length = 0;
  collect();
  await sleep(500);
  const before = process.memoryUsage.rss();
  trim(0);
  assert.ok(before - process.memoryUsage.rss() > 50 * megabyte, `${before} before, ${process.memoryUsage.rss()} after`);
  assert.equal(kept.length, 400);
});
