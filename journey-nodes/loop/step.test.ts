import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { messageNode, onEvent, triggerNode, waitNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

const hour = 3_600_000;

test('a loop goes its rounds, each with a message of its own', () => {
  const nodes: JourneyNode[] = [
    triggerNode(onEvent('Started'), 'mail'),
    messageNode('mail', 'offer', 'day'),
    waitNode('day', 60, 'loop'),
    { id: 'loop', kind: 'loop', times: 2, branches: { again: 'mail', done: null } },
  ];
  const one = story(on(nodes));
  one.track('Started');
  for (let round = 0; round < 4; round += 1) one.pass(hour);
  assert.equal(one.at(), '');
  assert.equal(new Set(one.state().sends.map(({ delivery }) => delivery)).size, 3);
});
