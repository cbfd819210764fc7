import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { nextDue } from '#core/step.ts';
import { person } from '#test/builders.ts';
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
