import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { journey, person } from '#test/builders.ts';
import { onEvent, onSegment, triggerNode, waitNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

const start = onEvent('Started');

test('what a step changes of her, other journeys react to', () => {
  const set: JourneyNode = {
    ...{ id: 'set', kind: 'update_profile', branches: { next: 'pause' } },
    changes: [
      { change: 'set', trait: 'tier', value: { from: 'constant', value: 'gold' } },
      { change: 'add', trait: 'visits', amount: 2 },
      { change: 'remove', trait: 'old' },
    ],
  };
  const hello = journey('hello', [triggerNode(onSegment('gold', 'entered'), 'w'), waitNode('w', 5, null)]);
  const first = journey('j', [triggerNode(start, 'set'), set, waitNode('pause', 5, null)], {
    exitRules: [onSegment('gold', 'entered')],
  });
  const one = story(on([], {}, { journeys: [first, hello] }), person({ traits: { visits: 1, old: true } }));
  const result = one.track('Started');
  assert.deepEqual(one.state().traits, { visits: 3, tier: 'gold' });
  assert.deepEqual(one.steps(result), [
    'start entered',
    'start passed next',
    'set arrived',
    'set passed next',
    'pause arrived',
    'pause exited exit_rule',
    'start entered',
    'start passed next',
    'w arrived',
  ]);
});
