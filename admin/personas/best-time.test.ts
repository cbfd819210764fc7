import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bestTime } from './best-time.ts';

test('the best time is within one day, and nowhere for whoever has ordered nothing', () => {
  const hours = Array.from({ length: 168 }, () => 0);
  assert.equal(bestTime(hours), undefined);
  hours[23] = 5;
  hours[24] = 5;
  hours[24 * 3 + 10] = 4;
  hours[24 * 3 + 12] = 4;
  assert.deepEqual(bestTime(hours), { weekday: 4, from: 10, until: 13, share: 8 / 18 });
});
