import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { onEvent, triggerNode, waitNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

const minute = 60_000;

test('a webhook is told what it is to know, and its answer fills variables by their type', () => {
  const hook: JourneyNode = {
    ...{ id: 'hook', kind: 'webhook', url: 'https://example.com/score', timeoutMinutes: 5 },
    body: [
      { key: 'order', value: { from: 'event', property: 'order_id' } },
      { key: 'tier', value: { from: 'trait', trait: 'tier' } },
    ],
    results: [
      { variable: 'score', path: 'result.score' },
      { variable: 'text', path: 'result' },
    ],
    branches: { answered: 'w', failed: null, timeout: null },
  };
  const variables = [
    { name: 'score', type: 'number' },
    { name: 'text', type: 'text' },
  ] as const;
  const compiled = on([triggerNode(onEvent('Started'), 'hook'), hook, waitNode('w', 5, null)], {
    variables: [...variables],
  });
  const one = story(compiled);
  const [ask] = one
    .track('Started', { order_id: 'A1' })
    .effects.flatMap((effect) => (effect.type === 'ask' ? [effect] : []));
  assert.deepEqual(ask?.what.kind === 'webhook' && ask.what.body, { order: 'A1', tier: null });
  one.apply({ type: 'answer', ask: ask?.id, outcome: 'answered', values: { result: { score: '7' } } });
  assert.deepEqual(one.state().runs[0]?.variables, { score: 7 });
  const slow = story(compiled);
  slow.track('Started');
  assert.equal(slow.steps(slow.pass(5 * minute))[0], 'hook passed timeout');
});
