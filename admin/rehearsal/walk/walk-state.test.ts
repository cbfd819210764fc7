import assert from 'node:assert/strict';
import test from 'node:test';
import { walkRequest } from '#contracts/api/walk.ts';
import { doNow, firstWalker, moveClock, newWalk, undoDoing, walkRequestOf } from './walk-state.ts';

const start = Date.parse('2026-06-10T10:00:00Z');
const event = (at: string) => ({ type: 'event' as const, at, name: 'Product Added', properties: {} });

test('what she does moves the clock on, and taking it back brings the clock back', () => {
  const begun = newWalk(firstWalker, start);
  const done = doNow(doNow(begun, event), event);
  assert.equal(done.doings.length, 2);
  assert(done.doings.every(({ at }) => at <= done.clock));
  assert.notEqual(done.doings[0]?.at, done.doings[1]?.at);
  assert.deepEqual(undoDoing(undoDoing(done)), begun);
  assert.deepEqual(undoDoing(begun), begun);
});

test('what goes to the server is what its contract asks for, of somebody made up and of somebody known', () => {
  const walked = moveClock(doNow(newWalk(firstWalker, start), event), '2026-06-11T10:00:00.000Z');
  assert(walkRequest.safeParse(walkRequestOf(walked)).success);
  const known = walkRequestOf({ ...walked, walker: { ...firstWalker, profile: 'p1' } });
  assert.deepEqual(walkRequest.parse(known).person, { type: 'known', profile: 'p1' });
});
