import assert from 'node:assert/strict';
import test from 'node:test';
import { endOfDay } from './end-of-day.ts';

test('a day ends with its last millisecond, in its zone and when clocks change', () => {
  assert.equal(endOfDay('2026-03-31', 'Asia/Shanghai'), '2026-03-31T15:59:59.999Z');
  assert.equal(endOfDay('2026-03-28', 'Europe/London'), '2026-03-28T23:59:59.999Z');
  assert.equal(endOfDay('2026-03-29', 'Europe/London'), '2026-03-29T22:59:59.999Z');
  assert.equal(endOfDay('2026-12-31', 'Nowhere/Else'), '2026-12-31T23:59:59.999Z');
});
