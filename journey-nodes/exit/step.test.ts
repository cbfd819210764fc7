import assert from 'node:assert/strict';
import test from 'node:test';
import { exitNode, onEvent, triggerNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

test('the run is over where the exit is', () => {
  const one = story(on([triggerNode(onEvent('Started'), 'out'), exitNode('out')]));
  assert.deepEqual(one.steps(one.track('Started')), [
    'start entered',
    'start passed next',
    'out arrived',
    'out completed',
  ]);
  assert.deepEqual(one.state().runs, []);
});
