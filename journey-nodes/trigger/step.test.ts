import assert from 'node:assert/strict';
import test from 'node:test';
import { person } from '#test/builders.ts';
import { onEvent, triggerNode, waitNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

const nodes = [triggerNode(onEvent('Started'), 'w'), waitNode('w', 5, null)];
const limited = on(nodes, { entryLimits: { total: 100 } });

test('without limits she has entered at once', () => {
  const one = story(on(nodes));
  assert.deepEqual(one.steps(one.track('Started')).slice(0, 2), ['start entered', 'start passed next']);
});

test('where all people together are limited she has entered when those who count them say so', () => {
  for (const [outcome, steps] of [
    ['granted', ['start entered', 'start passed next', 'w arrived']],
    ['refused', ['start refused entry_limit']],
  ] as const) {
    const one = story(limited);
    const result = one.track('Started');
    assert.deepEqual(one.steps(result), []);
    const [ask] = result.effects.flatMap((effect) => (effect.type === 'ask' ? [effect] : []));
    assert.deepEqual(ask?.what, { kind: 'entry', total: 100 });
    assert.deepEqual(one.steps(one.apply({ type: 'answer', ask: ask?.id, outcome, values: {} })), steps);
  }
});

test('who has no answer within a day does not enter', () => {
  const one = story(limited, person());
  one.track('Started');
  assert.deepEqual(one.steps(one.pass(86_400_000)), ['start refused entry_limit']);
});
