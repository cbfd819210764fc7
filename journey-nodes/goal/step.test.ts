import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { onEvent, triggerNode, waitNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

const hour = 3_600_000;

test('a goal that is come to again counts once for the run', () => {
  const nodes: JourneyNode[] = [
    triggerNode(onEvent('Started'), 'goal'),
    { id: 'goal', kind: 'goal', name: 'Came back', branches: { next: 'day' } },
    waitNode('day', 60, 'loop'),
    { id: 'loop', kind: 'loop', times: 2, branches: { again: 'goal', done: null } },
  ];
  const one = story(on(nodes));
  const reached = [one.track('Started'), one.pass(hour), one.pass(hour), one.pass(hour)].flatMap((result) =>
    one.steps(result).filter((text) => text.startsWith('goal converted')),
  );
  assert.equal(reached.length, 1);
  assert.equal(one.at(), '');
});
