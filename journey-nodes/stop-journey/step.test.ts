import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { journey } from '#test/builders.ts';
import { onEvent, triggerNode, waitNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

test('whoever is in the other journey leaves it, and others stay where they are', () => {
  const stop: JourneyNode = { id: 'stop', kind: 'stop_journey', journey: 'long', branches: { next: null } };
  const waits = (id: string) => journey(id, [triggerNode(onEvent('Long'), 'w'), waitNode('w', 60, null)]);
  const stopping = journey('j', [triggerNode(onEvent('Started'), 'stop'), stop]);
  const one = story(on([], {}, { journeys: [stopping, waits('long'), waits('other')] }));
  one.track('Long');
  assert.ok(one.steps(one.track('Started')).includes('w exited stopped'));
  assert.deepEqual(
    one.state().runs.map((run) => run.journey),
    ['other'],
  );
});
