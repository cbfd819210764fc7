import assert from 'node:assert/strict';
import test from 'node:test';
import { isUnavailable } from './unavailable.ts';

const failure = (code: string) => Object.assign(new Error(`failed with ${code}`), { code });

test('a lost connection, a full disk and a server that stops pass; a wrong value or statement does not', () => {
  for (const code of ['CONNECTION_CLOSED', 'ECONNREFUSED', '08006', '40P01', '53100', '57P01', '57014']) {
    assert.ok(isUnavailable(failure(code)), code);
  }
  for (const code of ['22P02', '23505', '42703', 'XX000', 'UNDEFINED_VALUE', 'ENOENT']) {
    assert.ok(!isUnavailable(failure(code)), code);
  }
  assert.ok(!isUnavailable(new Error('something else')));
});
