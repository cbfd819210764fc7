import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { journey, noon, person } from '#test/builders.ts';
import { onEvent, triggerNode, waitNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

const start = onEvent('Started');

test('lists change, and the event of it is told once and moves segments and journeys', () => {
  const node: JourneyNode = {
    id: 'lists',
    kind: 'update_lists',
    add: ['vip'],
    remove: ['new'],
    branches: { next: null },
  };
  const hello = journey('hello', [triggerNode(onEvent('List Joined'), 'w'), waitNode('w', 5, null)]);
  const first = journey('j', [triggerNode(start, 'lists'), node]);
  const one = story(on([], {}, { journeys: [first, hello] }), person({ lists: { new: noon } }));
  const { facts } = one.track('Started');
  assert.deepEqual(Object.keys(one.state().lists ?? {}), ['vip']);
  assert.deepEqual(
    facts.flatMap((fact) => (fact.type === 'event' ? [fact.name] : [])),
    ['Started', 'List Left', 'List Joined'],
  );
  assert.deepEqual(
    one.state().runs.map((run) => run.journey),
    ['hello'],
  );
});
