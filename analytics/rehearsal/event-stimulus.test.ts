import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inboundEvent } from '#contracts/inbound/inbound.ts';
import { triggerNode, waitNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';
import { type EventRow, eventStimulus } from './event-stimulus.ts';

const row = (name: string, properties: object): EventRow => ({
  profile: '0190a6e0-0000-7000-8000-000000000001',
  identity_kind: 'phone',
  identity_value: '+447911123456',
  message_id: 'm1',
  type: 'track',
  name,
  properties: JSON.stringify(properties),
  url: '',
  source: 'live',
  import_id: '',
  at: 1_000,
  received_at: 2_000,
});

test('a message that a person wrote is one again in a rehearsal, and no other event is', () => {
  const release = on([
    triggerNode({ type: 'inbound', match: { channels: [], text: { is: 'keyword', words: ['JOIN'] } } }, 'w'),
    waitNode('w', 60, null),
  ]);
  const said = { channel: 'sms', text: 'join!', from: '+447911123456', provider: 'sandbox' };
  const enters = (name: string, properties: object) => {
    const one = story(release);
    one.apply({ ...eventStimulus(1, '0190a6e0-0000-7000-8000-000000000001', row(name, properties), []) });
    return one.state().runs.length;
  };
  assert.equal(enters(inboundEvent, said), 1);
  assert.equal(enters(inboundEvent, { text: 'join!' }), 0);
  assert.equal(enters('Something else', said), 0);
});

test('by mail a yes is an answer to a named message only where it was obeyed as one', () => {
  const mail = { channel: 'email', text: 'START', from: 'a@example.com', provider: 'smtp', answeredDelivery: 'd' };
  const deliveryOf = (properties: object) => {
    const stimulus = eventStimulus(1, 'p', row(inboundEvent, properties), []);
    return stimulus.type === 'track' ? stimulus.inbound?.delivery : undefined;
  };
  assert.equal(deliveryOf(mail), undefined);
  assert.equal(deliveryOf({ ...mail, keywordAction: 'opt_in' }), 'd');
});
