import assert from 'node:assert/strict';
import test from 'node:test';
import type { System } from '#contracts/api/system.ts';
import { judgeSystem } from './judge-system.ts';

const well: System = {
  version: '1',
  topology: 'embedded',
  startedAt: '2026-01-01T00:00:00.000Z',
  lanes: [
    { lane: 0, class: 'live', lag: 3 },
    { lane: 0, class: 'bulk', lag: 9_000 },
  ],
  factsBehindMilliseconds: 800,
  outbox: { pending: 4, claimed: 1, dead: 0 },
  stoppedChannels: [],
  logBytes: 1,
  disk: { free: 50 * 2 ** 30, total: 100 * 2 ** 30 },
  memoryBytes: 1,
};

test('a platform that keeps up has no findings, also while an import waits', () => {
  assert.deepEqual(judgeSystem(well, 0), []);
});

test('a channel whose provider refuses the account is not well, although nothing lags', () => {
  assert.deepEqual(judgeSystem({ ...well, stoppedChannels: ['email'] }, 0), [{ key: 'channels', failing: true }]);
});

test('what lags, fills up or was given up is found, the disk first', () => {
  const ill: System = {
    ...well,
    lanes: [{ lane: 0, class: 'live', lag: 200 }],
    factsBehindMilliseconds: 61_000,
    disk: { free: 2 ** 29, total: 2 ** 36 },
  };
  assert.deepEqual(judgeSystem(ill, 1), [
    { key: 'disk', failing: true },
    { key: 'lag', failing: false },
    { key: 'facts', failing: true },
    { key: 'dead', failing: false },
  ]);
});
