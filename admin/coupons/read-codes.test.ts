import assert from 'node:assert/strict';
import test from 'node:test';
import { readCodes } from './read-codes.ts';

test('codes come from lines or the first column of a file, once each', () => {
  assert.deepEqual(readCodes('summer-1\nSUMMER-2\n\nsummer-1'), ['SUMMER-1', 'SUMMER-2']);
  assert.deepEqual(readCodes('\uFEFF"Code",note\r\n"ABCD-1",x\r\nABCD-2;y'), ['ABCD-1', 'ABCD-2']);
  assert.deepEqual(readCodes('券码\nTEA-2026'), ['TEA-2026']);
});
