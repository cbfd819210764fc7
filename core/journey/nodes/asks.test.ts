import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyDefinition, JourneyNode } from '#contracts/journey.ts';
import { messageNode, onEvent, triggerNode, waitNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = onEvent('Started');

const coupon: JourneyNode = {
  ...{ id: 'coupon', kind: 'give_coupon', pool: 'summer', variable: 'code' },
  branches: { given: 'mail', none: null },
};

const withCode = { variables: [{ name: 'code', type: 'text' }] } satisfies Partial<JourneyDefinition>;

test('a coupon is asked for once, and its code goes with the message', () => {
  const compiled = on([triggerNode(start, 'coupon'), coupon, messageNode('mail', 'offer', null)], withCode);
  const one = story(compiled);
  const asked = one.track('Started').effects.flatMap((effect) => (effect.type === 'ask' ? [effect] : []));
  assert.equal(asked.length, 1);
  one.track('Viewed');
  const answer = { type: 'answer', ask: asked[0]?.id, outcome: 'given', values: { code: 'AB12' } } as const;
  const given = one.apply(answer);
  const deliver = given.effects.find((effect) => effect.type === 'deliver');
  assert.deepEqual(deliver?.type === 'deliver' && deliver.variables, { code: 'AB12' });
  assert.deepEqual(one.steps(one.apply(answer)), []);
});

test('an empty pool and an answer that never comes go on without a coupon', () => {
  const compiled = on([triggerNode(start, 'coupon'), coupon], withCode);
  const empty = story(compiled);
  const [ask] = empty.track('Started').effects.flatMap((effect) => (effect.type === 'ask' ? [effect.id] : []));
  const none = empty.apply({ type: 'answer', ask, outcome: 'none', values: {} });
  assert.equal(empty.steps(none)[0], 'coupon passed none');
  const silent = story(compiled);
  silent.track('Started');
  assert.equal(silent.steps(silent.pass(24 * hour))[0], 'coupon passed none');
});

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
  const compiled = on([triggerNode(start, 'hook'), hook, waitNode('w', 5, null)], { variables: [...variables] });
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
