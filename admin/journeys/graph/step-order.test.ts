import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { stepOrder } from './step-order.ts';

test('branches are indented, shared steps are named again, lost steps come last', () => {
  const nodes: JourneyNode[] = [
    { id: 'lost', kind: 'exit', branches: {} },
    {
      id: 'start',
      kind: 'trigger',
      trigger: { type: 'event', match: { event: 'e', where: [] } },
      branches: { next: 'fork' },
    },
    {
      id: 'fork',
      kind: 'condition',
      cases: [{ id: 'yes', condition: { type: 'all', conditions: [] } }],
      branches: { yes: 'mail', no: 'done' },
    },
    { id: 'mail', kind: 'message', message: 'm', branches: { next: 'done' } },
    { id: 'done', kind: 'exit', branches: {} },
  ];
  const lines = stepOrder(nodes).map((line) => `${line.depth} ${line.type} ${line.type === 'end' ? '' : line.node.id}`);
  assert.deepEqual(lines, ['0 step start', '0 step fork', '1 step mail', '1 step done', '1 again done', '0 step lost']);
});
