import assert from 'node:assert/strict';
import test from 'node:test';
import { eventRate, scaleEnd } from './event-rate.ts';

/** Sixty minutes, of which the newest have these counts. */
const minutes = (...newest: readonly number[]) =>
  [...Array.from({ length: 60 - newest.length }, () => 0), ...newest].map((count, index) => ({
    minute: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
    count,
  }));

test('a rate is told in the unit in which it is one or more', () => {
  assert.deepEqual(eventRate(12.4, minutes(700, 750)), { per: 'second', events: 12.4 });
  assert.deepEqual(eventRate(0, minutes(6, 9, 3, 4, 0)), { per: 'minute', events: 4.4 });
  assert.deepEqual(eventRate(0.1, minutes(2, 1, 0, 0, 0, 0, 1)), { per: 'hour', events: 4 });
  assert.deepEqual(eventRate(0, minutes()), { per: 'hour', events: 0 });
});

test('a scale ends at a round number of the same kind', () => {
  assert.deepEqual(scaleEnd(340), { per: 'second', events: 500 });
  assert.deepEqual(scaleEnd(1), { per: 'second', events: 1 });
  assert.deepEqual(scaleEnd(0.1), { per: 'minute', events: 10 });
  assert.deepEqual(scaleEnd(0), { per: 'minute', events: 1 });
});
