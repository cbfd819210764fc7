import assert from 'node:assert/strict';
import test from 'node:test';
import type { TimelineItem } from '#contracts/api/timeline.ts';
import {
  foldTimeline,
  type JourneyStep,
  type TimelineEvent,
  withoutMinorSteps,
  withoutOrderEvents,
} from './fold-timeline.ts';

const at = '2026-01-01T10:00:00.000Z';

function step(id: string, change: JourneyStep['change'], more: Partial<JourneyStep> = {}): JourneyStep {
  const journey = { journey: 'cart', journeyName: 'Cart', run: 'run-1', node: 'n', version: 1, branch: '', detail: '' };
  return { type: 'journey_step', id, at, ...journey, change, ...more };
}

const event: TimelineEvent = {
  type: 'event',
  id: 'e',
  event: 'm-0',
  at,
  kind: 'track',
  name: 'Seen',
  properties: {},
  url: '',
  imported: false,
};

test('steps of one run at one moment are one line; another run, moment or event between begins a new one', () => {
  const lines = foldTimeline([
    step('4', 'completed'),
    step('3', 'passed', { branch: 'yes' }),
    step('b', 'entered', { run: 'run-2' }),
    event,
    step('2', 'arrived'),
    step('1', 'entered', { at: '2026-01-01T09:59:00.000Z' }),
  ]);
  assert.deepEqual(
    lines.map((line) => (line.type === 'steps' ? line.steps.map(({ id }) => id) : line.item.id)),
    [['4', '3'], 'b', 'e', '2', '1'],
  );
});

test('among everything, a moment with one thing to say is that one line, and one with none is left out', () => {
  const entered = withoutMinorSteps(foldTimeline([step('2', 'arrived'), step('1', 'entered')]));
  assert.deepEqual(entered, [{ type: 'item', item: step('1', 'entered') }]);
  assert.deepEqual(
    withoutMinorSteps(foldTimeline([step('2', 'arrived'), step('1', 'passed', { branch: 'next' })])),
    [],
  );
  assert.equal(withoutMinorSteps(foldTimeline([step('2', 'completed'), step('1', 'entered')])).length, 1);
});

test('an order and the event that brought it are one line; what else is told of the order stays', () => {
  const order: TimelineItem = {
    ...{ type: 'order', id: 'o', at, order: '7', value: 20, currency: 'GBP', itemCount: 1 },
    ...{ imported: false, attribution: null },
  };
  const brought: TimelineEvent = { ...event, id: 'brought', name: 'Order Completed', properties: { order_id: 7 } };
  const delivered: TimelineEvent = { ...brought, id: 'later', name: 'Order Delivered', at: '2026-01-02T10:00:00.000Z' };
  assert.deepEqual(withoutOrderEvents(foldTimeline([delivered, order, brought, event])), [
    { type: 'item', item: delivered },
    { type: 'item', item: order, by: brought },
    { type: 'item', item: event },
  ]);
});

test('an order without a number of its own goes by the event that brought it, and is one line too', () => {
  const order: TimelineItem = {
    ...{ type: 'order', id: 'o', at, order: 'm-1', value: 20, currency: 'GBP', itemCount: 1 },
    ...{ imported: false, attribution: null },
  };
  const brought: TimelineEvent = { ...event, id: 'brought', name: 'Order Completed', event: 'm-1' };
  assert.deepEqual(withoutOrderEvents(foldTimeline([order, brought, event])), [
    { type: 'item', item: order, by: brought },
    { type: 'item', item: event },
  ]);
});
