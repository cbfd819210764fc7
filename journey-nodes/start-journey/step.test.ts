import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { journey } from '#test/builders.ts';
import { onEvent, triggerNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

test('another journey is entered when this one stands still, and a circle comes to an end', () => {
  const goes = (other: string): JourneyNode[] => [
    triggerNode({ type: 'journey' }, 'go'),
    { id: 'go', kind: 'start_journey', journey: other, branches: { next: null } },
  ];
  const [, go] = goes('a');
  assert.ok(go);
  const journeys = [
    journey('j', [triggerNode(onEvent('Started'), 'go'), go]),
    journey('a', goes('b')),
    journey('b', goes('a')),
  ];
  const one = story(on([], {}, { journeys }));
  const steps = one.steps(one.track('Started'));
  assert.equal(steps.filter((text) => text === 'start entered').length, 6);
  assert.equal(steps.indexOf('go completed'), 4);
  assert.deepEqual(one.state().runs, []);
});
