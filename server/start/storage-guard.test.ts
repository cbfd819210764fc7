import assert from 'node:assert/strict';
import test from 'node:test';
import { BusyError, type TrackedEvent } from '#contracts/tracked-event.ts';
import { createIngest, type IngestOptions } from '#flow/ingest/ingest.ts';
import { startStorageGuard } from './storage-guard.ts';

const gigabyte = 2 ** 30;

test('a disk that fills up closes the way in with one sentence, and free space opens it again', async () => {
  const logged: [string, object, string][] = [];
  let free = gigabyte;
  let logBytes = 0;
  const guard = await startStorageGuard({
    log: { bytes: async () => logBytes },
    logBytesAtMost: gigabyte,
    dataDirectory: '/data',
    freeBytes: async () => free,
    logger: {
      error: (seen: object, text: string) => void logged.push(['error', seen, text]),
      warn: (seen: object, text: string) => void logged.push(['warn', seen, text]),
    } as never,
  });
  const look = async () => {
    guard.lookNow();
    await new Promise(setImmediate);
    return guard.reason();
  };
  const ingest = createIngest({
    partitions: 2,
    now: Date.now,
    onError: assert.fail,
    closed: guard.reason,
  } as unknown as IngestOptions);
  const refusal = () => ingest.accept([{ messageId: '1' } as TrackedEvent]).catch((error: unknown) => error);
  try {
    assert.equal(guard.reason(), undefined);
    free = gigabyte / 2 - 1;
    assert.equal(await look(), 'disk_full');
    assert.equal(await look(), 'disk_full');
    const full = await refusal();
    assert.ok(full instanceof BusyError);
    assert.equal(full.retryAfterSeconds, 30);
    assert.match(
      full.message,
      /^The disk of the server is full, and no events are taken .*; send the same again after 30 s\.$/,
    );
    logBytes = gigabyte + 1;
    assert.equal(await look(), 'log_full');
    assert.match(String(await refusal()), /The event log of the server is full/);
    logBytes = 0;
    free = gigabyte;
    assert.equal(await look(), undefined);
    assert.deepEqual(
      logged.map(([level, , text]) => [level, text]),
      [
        ['error', 'no more events are taken until there is room again'],
        ['error', 'no more events are taken until there is room again'],
        ['warn', 'there is room again, and events are taken'],
      ],
    );
  } finally {
    guard.stop();
  }
});
