import assert from 'node:assert/strict';
import test from 'node:test';
import { messageNode, onEvent, triggerNode, waitNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

test('the message is asked for with what the run knows, and the run does not wait for it', () => {
  const variables = [{ name: 'order', type: 'text', from: 'order_id' }] as const;
  const nodes = [triggerNode(onEvent('Started'), 'mail'), messageNode('mail', 'offer', 'w'), waitNode('w', 5, null)];
  const one = story(on(nodes, { variables: [...variables] }));
  const { effects } = one.track('Started', { order_id: 'A1' });
  const [deliver] = effects.flatMap((effect) => (effect.type === 'deliver' ? [effect] : []));
  assert.deepEqual([deliver?.message, deliver?.journey, deliver?.node], ['offer', 'j', 'mail']);
  assert.deepEqual(deliver?.variables, { order: 'A1' });
  assert.equal(one.at(), 'w');
});
