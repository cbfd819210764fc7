import assert from 'node:assert/strict';
import test from 'node:test';
import { compared, isNever } from './frequency.ts';

test('never is at most or exactly no time, and at least none is everybody', () => {
  assert.equal(isNever({ comparison: 'at_most', times: 0 }), true);
  assert.equal(isNever({ comparison: 'exactly', times: 0 }), true);
  assert.equal(isNever({ comparison: 'at_least', times: 0 }), false);
  assert.equal(isNever({ comparison: 'at_most', times: 1 }), false);
});

test('a choice keeps the number, and never has none', () => {
  assert.equal(isNever(compared('never', 3)), true);
  assert.deepEqual(compared('exactly', 3), { comparison: 'exactly', times: 3 });
});
