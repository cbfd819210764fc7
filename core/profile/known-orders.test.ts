import assert from 'node:assert/strict';
import test from 'node:test';
import type { Fact } from '#contracts/fact.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { AbsorbStimulus, TrackStimulus } from '#contracts/stimulus.ts';
import { journey, noon, person, release } from '#test/builders.ts';
import { onEvent, triggerNode, waitNode } from '#test/journey-nodes.ts';
import type { ProfileState } from '../state.ts';
import { type StepResult, step } from '../step.ts';
import { writeDocument } from '../write-document.ts';

const twice = { comparison: 'at_least', times: 2 } as const;
const compiled = release({
  segments: [
    {
      id: 'regulars',
      name: 'Regulars',
      description: '',
      condition: { type: 'event', match: { event: 'Order Completed', where: [] }, frequency: twice },
    },
  ],
  journeys: [journey('thanks', [triggerNode(onEvent('Order Completed'), 'pause'), waitNode('pause', 5, null)])],
});
const context = { now: noon, release: compiled, random: () => 0.5 };

let told = 0;

function tell(state: ProfileState, properties: JsonObject, parts: Partial<TrackStimulus> = {}): StepResult {
  const base = { workspace: 1, profile: state.profile, id: `message-${told++}`, at: noon, receivedAt: noon } as const;
  const observed = { identities: [], context: {}, name: 'Order Completed', properties } as const;
  return step(state, { ...base, type: 'track', ...observed, ...parts }, context);
}

const kinds = (facts: readonly Fact[]) => facts.map((fact) => (fact.type === 'drop' ? fact.reason : fact.type));
const figures = ({ orders }: ProfileState) => [orders.count, orders.value];

test('an order that a browser and a server both tell counts once, to figures, segments and journeys', () => {
  const first = tell(person(), { order_id: 'A1', revenue: 10 }).state;
  const again = tell({ ...first, runs: [] }, { orderId: 'A1', total: 10.5 });
  assert.deepEqual(kinds(again.facts), ['duplicate']);
  assert.deepEqual([figures(again.state), again.state.memberships, again.state.runs], [[1, 10], new Map(), []]);
  const other = tell(again.state, { order_id: 'A2', revenue: 5 }).state;
  assert.deepEqual([figures(other), [...other.memberships.keys()], other.runs.length], [[2, 15], ['regulars'], 1]);
});

test('what the repeat tells of who she is counts', () => {
  const first = tell(person(), { order_id: 'A1', revenue: 10 }).state;
  const again = tell(first, { order_id: 'A1' }, { identities: [{ kind: 'userId', value: 'ada' }] });
  assert.deepEqual(kinds(again.facts), ['profile', 'duplicate']);
  assert.ok(again.state.identities.some(({ value }) => value === 'ada'));
});

test('orders without an id are each one of their own', () => {
  const first = tell(person(), { revenue: 10 }).state;
  assert.deepEqual(figures(tell(first, { revenue: 10 }).state), [2, 20]);
});

test('a refund counts once, and parts of an order may be refunded apart', () => {
  const refund = { name: 'Order Refunded' };
  const parts: readonly (readonly [JsonObject, number])[] = [
    [{ order_id: 'A1', revenue: 3 }, 7],
    [{ order_id: 'A1', revenue: 3 }, 7],
    [{ order_id: 'A1', revenue: 2 }, 5],
    [{ order_id: 'A1', revenue: 2, refund_id: 'R1' }, 3],
    [{ order_id: 'A1', revenue: 2, refund_id: 'R1' }, 3],
    [{ order_id: 'A1', revenue: 2, refund_id: 'R2' }, 1],
  ];
  let { state } = tell(person(), { order_id: 'A1', revenue: 10 });
  for (const [properties, left] of parts) {
    state = tell(state, properties, refund).state;
    assert.deepEqual(figures(state), [1, left]);
  }
});

test('the last hundred orders are recognised, and no more are kept', () => {
  let state = person();
  for (let order = 0; order < 101; order++) state = tell(state, { order_id: order, revenue: 1 }).state;
  assert.deepEqual(kinds(tell(state, { order_id: 1, revenue: 1 }).facts), ['duplicate']);
  assert.equal(tell(state, { order_id: 0, revenue: 1 }).state.orders.count, 102);
  assert.equal(state.knownOrders?.length, 100);
});

test('after a merge the orders of both are known', () => {
  const loser = { ...person(), profile: '0190a6e0-0000-7000-8000-000000000009' };
  const absorbed: AbsorbStimulus = {
    type: 'absorb',
    workspace: 1,
    profile: person().profile,
    id: 'absorb',
    at: noon,
    receivedAt: noon,
    loser: loser.profile,
    document: writeDocument(tell(loser, { order_id: 'B1', revenue: 1 }).state),
  };
  const merged = step(tell(person(), { order_id: 'A1', revenue: 1 }).state, absorbed, context).state;
  for (const order of ['A1', 'B1']) {
    assert.deepEqual(kinds(tell(merged, { order_id: order }).facts), ['duplicate']);
  }
});
