import assert from 'node:assert/strict';
import test from 'node:test';
import { nextDue } from '#core/step.ts';
import { noon } from '#test/builders.ts';
import { messageNode, onEvent, triggerNode, waitNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

const minute = 60_000;

test('a wait ends when its time is over, whatever happens in between', () => {
  const nodes = [triggerNode(onEvent('Started'), 'w'), waitNode('w', 90, 'mail'), messageNode('mail', 'offer', null)];
  const one = story(on(nodes));
  one.track('Started');
  assert.equal(nextDue(one.state()), noon + 90 * minute);
  one.pass(89 * minute);
  one.track('Viewed');
  assert.equal(one.at(), 'w');
  assert.deepEqual(one.steps(one.pass(minute)).slice(0, 2), ['w passed next', 'mail arrived']);
});
