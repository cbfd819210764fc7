import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { nextDue } from '#core/step.ts';
import { person } from '#test/builders.ts';
import { messageNode, onEvent, triggerNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

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
  const nodes = [triggerNode(onEvent('Started'), 'renewal'), renewal, messageNode('mail', 'offer', null)];
  const one = story(on(nodes), person({ traits: { renewsAt: '2026-06-12' }, timeZone: 'UTC' }));
  one.track('Started');
  assert.equal(nextDue(one.state()), Date.parse('2026-06-11T09:00Z'));
  one.identify({ renewsAt: '2026-06-20' });
  assert.equal(nextDue(one.state()), Date.parse('2026-06-19T09:00Z'));
  assert.deepEqual(one.steps(one.identify({ renewsAt: null })), ['renewal passed missing', 'renewal completed']);
  const late = story(on(nodes), person({ traits: { renewsAt: '2026-06-10' } }));
  assert.equal(late.steps(late.track('Started')).at(-2), 'renewal passed past');
});
