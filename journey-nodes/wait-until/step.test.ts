import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { onEvent, onSegment, triggerNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

const hour = 3_600_000;
const start = onEvent('Started');

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
