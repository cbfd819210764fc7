import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { hasIncompleteRules } from './use-journey-problems.ts';

const journey: JourneyDefinition = {
  ...{ id: 'cart', name: 'Cart', description: '', version: 1, reentry: { type: 'never' }, exitRules: [] },
  nodes: [
    {
      id: 'start',
      kind: 'trigger',
      trigger: { type: 'event', match: { event: 'Product Added', where: [] } },
      branches: { next: 'end' },
    },
    { id: 'end', kind: 'exit', branches: {} },
  ],
};
const leaving = (event: string): JourneyDefinition => ({
  ...journey,
  exitRules: [{ type: 'event', match: { event, where: [] } }],
});

test('a rule that is still empty stands in the way, as a step does', () => {
  assert.equal(hasIncompleteRules(journey), false);
  assert.equal(hasIncompleteRules(leaving('Order Completed')), false);
  assert.equal(hasIncompleteRules(leaving('')), true);
});

test('an empty step is told with the step', () => {
  const [start, ...rest] = journey.nodes;
  assert.ok(start?.kind === 'trigger');
  const trigger = { type: 'event' as const, match: { event: '', where: [] } };
  assert.equal(hasIncompleteRules({ ...journey, nodes: [{ ...start, trigger }, ...rest] }), false);
});
