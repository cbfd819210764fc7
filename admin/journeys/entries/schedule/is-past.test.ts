import assert from 'node:assert/strict';
import test from 'node:test';
import type { ScheduleEntry } from '#contracts/journey/entries/schedule.ts';
import { isPast } from './is-past.ts';

const once: ScheduleEntry = {
  type: 'schedule',
  segment: null,
  start: '2026-11-11T09:00',
  rule: null,
  zone: 'workspace',
};
const at = (text: string) => Date.parse(text);

test('a moment is over by the clock of the workspace', () => {
  assert.equal(isPast(once, 'Asia/Shanghai', at('2026-11-11T00:59:00Z')), false);
  assert.equal(isPast(once, 'Asia/Shanghai', at('2026-11-11T01:01:00Z')), true);
  assert.equal(isPast(once, 'Europe/London', at('2026-11-11T01:01:00Z')), false);
});

test('at each one’s own time it is over only once it is so for everybody', () => {
  const own: ScheduleEntry = { ...once, zone: 'person' };
  assert.equal(isPast(own, 'Asia/Shanghai', at('2026-11-11T20:00:00Z')), false);
  assert.equal(isPast(own, 'Asia/Shanghai', at('2026-11-13T00:00:00Z')), true);
});

test('what repeats, or is not written yet, is never over', () => {
  assert.equal(isPast({ ...once, rule: 'FREQ=DAILY' }, 'Asia/Shanghai', at('2030-01-01T00:00:00Z')), false);
  assert.equal(isPast({ ...once, start: '' }, 'Asia/Shanghai', at('2030-01-01T00:00:00Z')), false);
});
