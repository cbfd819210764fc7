import assert from 'node:assert/strict';
import test from 'node:test';
import type { LogFrame } from '#components/store/port/log.ts';
import { createFrameReader } from './frame-reader.ts';

const profile = '0190a6e0-0000-7000-8000-000000000001';
const stimulus = { type: 'track', workspace: 1, profile, id: 'message', at: 1, receivedAt: 1 };
const control = { type: 'control', workspace: 1, release: 2 };

/** A log of frames with so many stimuli each; `control` stands alone in its frame. */
function logOf(...frames: readonly (number | 'control')[]) {
  const bodies = frames.map((count, index): LogFrame => {
    const stimuli = count === 'control' ? [control] : Array.from({ length: count }, () => stimulus);
    return { sequence: index + 1, body: JSON.stringify(stimuli) };
  });
  let reads = 0;
  return {
    reads: () => reads,
    append: (body: LogFrame) => void bodies.push(body),
    async read(_partition: number, _class: string, sequence: number, limit: number) {
      reads++;
      return bodies.filter((frame) => frame.sequence > sequence).slice(0, limit);
    },
  };
}

const read = (log: ReturnType<typeof logOf>, offset = 0) => createFrameReader(log, 0, 'live', offset);

test('whole frames are taken until there are as many stimuli as wanted', async () => {
  const log = logOf(3, 4, 5);
  const reader = read(log);
  const first = await reader.take(6);
  assert.deepEqual([first?.stimuli.length, first?.offset], [7, 2]);
  const second = await reader.take(6);
  assert.deepEqual([second?.stimuli.length, second?.offset], [5, 3]);
  assert.equal(await reader.take(6), undefined);
});

test('a frame larger than wanted comes whole and alone', async () => {
  const reader = read(logOf(50, 1));
  assert.equal((await reader.take(10))?.stimuli.length, 50);
  assert.equal((await reader.take(10))?.stimuli.length, 1);
});

test('nothing is taken beyond a change of definitions', async () => {
  const reader = read(logOf(2, 'control', 3));
  const first = await reader.take(100);
  assert.deepEqual([first?.stimuli.length, first?.offset, first?.control?.release], [2, 2, 2]);
  const second = await reader.take(100);
  assert.deepEqual([second?.stimuli.length, second?.offset, second?.control], [3, 3, undefined]);
});

test('a change of definitions alone moves the offset', async () => {
  const contents = await read(logOf('control')).take(100);
  assert.deepEqual([contents?.stimuli.length, contents?.offset, contents?.control?.release], [0, 1, 2]);
});

test('it begins behind its offset, and finds what is appended later', async () => {
  const log = logOf(1, 1, 1);
  const reader = read(log, 2);
  assert.equal((await reader.take(100))?.offset, 3);
  assert.equal(await reader.take(100), undefined);
  log.append({ sequence: 4, body: JSON.stringify([stimulus]) });
  assert.equal((await reader.take(100))?.offset, 4);
});

test('the log is asked for what was heard of, and once where nothing was', async () => {
  const log = logOf(1);
  const reader = read(log);
  assert.equal(reader.mayHaveMore(), true);
  await reader.take(100);
  assert.equal(reader.mayHaveMore(), true, 'there may be more that nobody told of');
  assert.equal(await reader.take(100), undefined);
  assert.equal(reader.mayHaveMore(), false);
  reader.hear(1);
  assert.equal(reader.mayHaveMore(), false, 'it has that');
  log.append({ sequence: 2, body: JSON.stringify([stimulus]) });
  reader.hear(2);
  assert.equal(reader.mayHaveMore(), true);
  assert.equal((await reader.take(100))?.offset, 2);
  assert.equal(reader.mayHaveMore(), false);
  assert.equal(log.reads(), 3);
  reader.hear();
  assert.equal(reader.mayHaveMore(), true, 'there may be some again');
});

test('what is heard of during a look that finds nothing is looked for again', async () => {
  const log = logOf();
  const reader = read(log);
  const looking = reader.take(100);
  log.append({ sequence: 1, body: JSON.stringify([stimulus]) });
  reader.hear(1);
  await looking;
  assert.equal(reader.mayHaveMore(), true);
  assert.equal((await reader.take(100))?.offset, 1);
});

test('what was read ahead is there without a look', async () => {
  const log = logOf(3, 4);
  const reader = read(log);
  await reader.take(1);
  assert.equal(reader.mayHaveMore(), true);
  assert.equal((await reader.take(1))?.offset, 2);
  assert.equal(log.reads(), 1);
});
