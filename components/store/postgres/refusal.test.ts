import assert from 'node:assert/strict';
import test from 'node:test';
import { RefusedError } from '../port/lane.ts';
import { refusalOr } from './refusal.ts';

const failure = (code: string) => Object.assign(new Error(`failed with ${code}`), { code });

for (const code of ['22P02', '22021', '22003', '23514', '23505', '21000', '54000', 'UNDEFINED_VALUE']) {
  test(`${code} speaks of what was to be written`, () => {
    const refusal = refusalOr(failure(code));
    assert.ok(refusal instanceof RefusedError);
    assert.equal(refusal.message, `failed with ${code}`);
  });
}

// A lost connection, a full disk or memory, a server that stops, a lock, a statement of ours that is wrong.
for (const code of ['CONNECTION_CLOSED', 'ECONNRESET', '08006', '53100', '53200', '57P01', '40P01', '42703', 'XX000']) {
  test(`${code} says nothing of it, so the same is tried again`, () => {
    const error = failure(code);
    assert.equal(refusalOr(error), error);
  });
}

test('a text longer than any text can be is refused', () => {
  assert.ok(refusalOr(new RangeError('Invalid string length')) instanceof RefusedError);
});
