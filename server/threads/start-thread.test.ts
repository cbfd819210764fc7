import assert from 'node:assert/strict';
import test from 'node:test';
import type { ThreadReport } from './message.ts';
import { startThread } from './start-thread.ts';

/** Says whom it was told to follow, and breaks the first time it hears of anybody. */
const worker = `
  import { parentPort, workerData } from 'node:worker_threads';
  parentPort.on('message', (order) => {
    if (order.type === 'stop') return parentPort.close();
    parentPort.postMessage({ type: 'error', text: 'told', error: order.profiles.join() });
    if (Atomics.add(workerData.lives, 0, 1) === 0) setImmediate(() => process.exit(1));
  });
  parentPort.postMessage({ type: 'started' });
`;

test('a thread that was started anew hears again who is followed', { timeout: 10_000 }, async () => {
  const told: string[] = [];
  const restarts: string[] = [];
  const twice = Promise.withResolvers<void>();
  const thread = await startThread({
    file: new URL(`data:text/javascript,${encodeURIComponent(worker)}`),
    name: 'lane-0',
    data: { lives: new Int32Array(new SharedArrayBuffer(4)) },
    onReport: (report: ThreadReport) => {
      if (report.type === 'error') told.push(report.error);
      if (told.length === 2) twice.resolve();
    },
    onRestart: (reason) => void restarts.push(reason),
  });
  thread.send({ type: 'follow', profiles: ['one', 'two'] });
  const timeout = setTimeout(() => twice.reject(new Error('it was not told again')), 3_000);
  try {
    await twice.promise;
  } finally {
    clearTimeout(timeout);
    await thread.stop();
  }
  assert.deepEqual(told, ['one,two', 'one,two']);
  assert.equal(restarts.length, 1);
});
