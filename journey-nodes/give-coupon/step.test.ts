import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyDefinition, JourneyNode } from '#contracts/journey.ts';
import { messageNode, onEvent, triggerNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

const hour = 3_600_000;
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
