import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { nextDue } from '#core/step.ts';
import { openSettings, person } from '#test/builders.ts';
import { messageNode, onEvent, triggerNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

const hour = 3_600_000;

test('a wait for a time of her calendar ends then, and not before', () => {
  const node: JourneyNode = {
    ...{ id: 'morning', kind: 'wait_time', days: 1, on: { type: 'any' }, from: '09:00' },
    branches: { next: 'mail' },
  };
  const one = story(
    on([triggerNode(onEvent('Started'), 'morning'), node, messageNode('mail', 'offer', null)]),
    person({ timeZone: 'Asia/Tokyo' }),
  );
  one.track('Started');
  assert.equal(nextDue(one.state()), Date.parse('2026-06-11T00:00Z'));
  one.pass(hour);
  assert.equal(one.at(), 'morning');
  one.pass(20 * hour);
  assert.equal(one.at(), '');
});

test('a working day that is declared off while she waits holds her until the next one', () => {
  const node: JourneyNode = {
    ...{
      id: 'office',
      kind: 'wait_time',
      days: 0,
      on: { type: 'workdays', calendar: 'CN' },
      from: '09:00',
      until: '18:00',
    },
    branches: { next: 'mail' },
  };
  const nodes = [triggerNode(onEvent('Started'), 'office'), node, messageNode('mail', 'offer', null)];
  const before = story(on(nodes), person({ timeZone: 'Asia/Shanghai' }));
  before.track('Started');
  assert.equal(nextDue(before.state()), Date.parse('2026-06-11T01:00Z'));

  const calendarDays = [{ day: '2026-06-11', is: 'off' as const }];
  const after = story(on(nodes, {}, { settings: { ...openSettings, calendarDays } }), before.state());
  after.pass(14 * hour);
  assert.equal(nextDue(after.state()), Date.parse('2026-06-12T01:00Z'));
  after.pass(24 * hour);
  assert.equal(after.at(), '');
});
