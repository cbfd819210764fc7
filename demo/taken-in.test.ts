import assert from 'node:assert/strict';
import test from 'node:test';
import { watchTakenIn } from './taken-in.ts';

test('what was taken in within the last second is not in the reports yet, however little they are behind', () => {
  const isTakenIn = watchTakenIn();
  assert.equal(isTakenIn({ lag: 20, factsBehindMilliseconds: 0 }, 10_000), false);
  assert.equal(isTakenIn({ lag: 0, factsBehindMilliseconds: 900 }, 11_000), false);
  assert.equal(isTakenIn({ lag: 0, factsBehindMilliseconds: 1_900 }, 12_000), false);
  assert.equal(isTakenIn({ lag: 0, factsBehindMilliseconds: 0 }, 12_500), true);
});

test('who shops meanwhile does not keep it waiting', () => {
  const isTakenIn = watchTakenIn();
  assert.equal(isTakenIn({ lag: 0, factsBehindMilliseconds: 800 }, 10_000), false);
  assert.equal(isTakenIn({ lag: 3, factsBehindMilliseconds: 600 }, 11_000), true);
});
