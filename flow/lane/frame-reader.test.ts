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

const bodyOf = (...ids: readonly string[]) => JSON.stringify(ids.map((id) => ({ ...stimulus, id })));
const idsIn = (contents: Awaited<ReturnType<ReturnType<typeof read>['take']>>) => contents?.stimuli.map(({ id }) => id);

test('frames that were told with their bodies are not read, whatever the order in which they were told', async () => {
  const log = logOf();
  const reader = read(log, 7);
  assert.equal(await reader.take(100), undefined);
  reader.hear(9, bodyOf('c'));
  reader.hear(8, bodyOf('a', 'b'));
  reader.hear(8, bodyOf('a', 'b'));
  const contents = await reader.take(100);
  assert.deepEqual([idsIn(contents), contents?.offset], [['a', 'b', 'c'], 9]);
  assert.equal(reader.mayHaveMore(), false);
  assert.equal(log.reads(), 1);
  reader.hear(9, bodyOf('c'));
  assert.equal(reader.mayHaveMore(), false, 'told once more, it is taken once');
});

test('a frame of which only the number was told is read, with those behind it, and none comes twice', async () => {
  const log = logOf(1, 1, 1);
  const reader = read(log);
  reader.hear(1);
  reader.hear(2, bodyOf('told'));
  reader.hear(3);
  const contents = await reader.take(100);
  assert.deepEqual([contents?.stimuli.length, contents?.offset], [3, 3]);
  reader.hear(4, bodyOf('next'));
  assert.deepEqual(idsIn(await reader.take(100)), ['next']);
  assert.equal(log.reads(), 1);
});

test('what is told while nothing is taken does not fill the memory: it is read when its turn comes', async () => {
  const large = JSON.stringify([{ ...stimulus, text: 'x'.repeat(1024 * 1024) }]);
  const log = logOf();
  const reader = read(log);
  for (let sequence = 1; sequence <= 6; sequence++) {
    log.append({ sequence, body: large });
    reader.hear(sequence, large);
  }
  assert.deepEqual([(await reader.take(100))?.offset, log.reads()], [3, 0]);
  assert.deepEqual([(await reader.take(100))?.offset, log.reads()], [6, 1]);
  reader.hear(7, large);
  assert.deepEqual([(await reader.take(100))?.offset, log.reads()], [7, 1]);
});
