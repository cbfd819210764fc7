import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { person } from '#test/builders.ts';
import { messageNode, onEvent, onSegment, triggerNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';
import { nextDue } from '../../step.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = onEvent('Started');

test('a wait for a time of her calendar ends then, and not before', () => {
  const node: JourneyNode = {
    ...{ id: 'morning', kind: 'wait_time', days: 1, on: { type: 'any' }, from: '09:00' },
    branches: { next: 'mail' },
  };
  const one = story(
    on([triggerNode(start, 'morning'), node, messageNode('mail', 'offer', null)]),
    person({ timeZone: 'Asia/Tokyo' }),
  );
  one.track('Started');
  assert.equal(nextDue(one.state()), Date.parse('2026-06-11T00:00Z'));
  one.pass(hour);
  assert.equal(one.at(), 'morning');
  one.pass(20 * hour);
  assert.equal(one.at(), '');
});

const renewal: JourneyNode = {
  ...{
    id: 'renewal',
    kind: 'wait_date',
    date: { from: 'trait', trait: 'renewsAt' },
    repeat: 'once',
    calendar: 'solar',
  },
  ...{ offsetDays: -1, time: '09:00', branches: { next: 'mail', past: null, missing: null } },
};

test('a wait for a date follows the date when it is put off, and ends when it is taken away', () => {
  const nodes = [triggerNode(start, 'renewal'), renewal, messageNode('mail', 'offer', null)];
  const one = story(on(nodes), person({ traits: { renewsAt: '2026-06-12' }, timeZone: 'UTC' }));
  one.track('Started');
  assert.equal(nextDue(one.state()), Date.parse('2026-06-11T09:00Z'));
  one.identify({ renewsAt: '2026-06-20' });
  assert.equal(nextDue(one.state()), Date.parse('2026-06-19T09:00Z'));
  assert.deepEqual(one.steps(one.identify({ renewsAt: null })), ['renewal passed missing', 'renewal completed']);
  const late = story(on(nodes), person({ traits: { renewsAt: '2026-06-10' } }));
  assert.equal(late.steps(late.track('Started')).at(-2), 'renewal passed past');
});

const either = (pick: 'first' | 'ranked'): JourneyNode => ({
  ...{ id: 'wait', kind: 'wait_until', pick, timeoutMinutes: 60 },
  options: [
    { id: 'bought', on: onEvent('Bought') },
    { id: 'gold', on: { type: 'condition', condition: { type: 'segment', segment: 'gold', is: 'in' } } },
    { id: 'viewed', on: onEvent('Viewed') },
    { id: 'left', on: onSegment('gold', 'left') },
  ],
  branches: { bought: null, gold: null, viewed: null, left: null, timeout: null },
});

test('the first of several things ends a wait', () => {
  for (const [option, happen] of [
    ['bought', (one: ReturnType<typeof story>) => one.track('Bought')],
    ['gold', (one: ReturnType<typeof story>) => one.identify({ tier: 'gold' })],
    ['viewed', (one: ReturnType<typeof story>) => one.track('Viewed')],
    ['timeout', (one: ReturnType<typeof story>) => one.pass(hour)],
  ] as const) {
    const one = story(on([triggerNode(start, 'wait'), either('first')]));
    one.track('Started');
    assert.equal(one.steps(happen(one))[0], `wait passed ${option}`);
  }
});

test('a ranked wait goes the best way that came by its end, and the best of all at once', () => {
  const compiled = on([triggerNode(start, 'wait'), either('ranked')]);
  const slow = story(compiled);
  slow.track('Started');
  slow.track('Viewed');
  slow.identify({ tier: 'gold' });
  slow.identify({ tier: 'none' });
  assert.equal(slow.at(), 'wait');
  assert.equal(slow.steps(slow.pass(hour))[0], 'wait passed gold');
  const quick = story(compiled);
  quick.track('Started');
  quick.track('Viewed');
  assert.equal(quick.steps(quick.track('Bought'))[0], 'wait passed bought');
});
