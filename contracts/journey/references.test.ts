import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '../journey.ts';
import { referencesOf, withReferences } from './references.ts';

const nodes: readonly JourneyNode[] = [
  {
    id: 'start',
    kind: 'trigger',
    trigger: { type: 'segment', segment: 'loyal', change: 'entered' },
    branches: { next: 'if' },
  },
  {
    id: 'if',
    kind: 'condition',
    cases: [
      {
        id: 'segment',
        name: '',
        condition: { type: 'not', condition: { type: 'segment', segment: 'lifecycle:loyalty', is: 'in' } },
      },
      {
        id: 'list',
        name: '',
        condition: { type: 'profile', condition: { type: 'list', list: 'guests' } },
      },
    ],
    branches: { segment: 'mail', list: 'lists', no: null },
  },
  { id: 'mail', kind: 'message', message: 'hello', branches: { next: null } },
  { id: 'lists', kind: 'update_lists', add: ['guests', 'spring'], remove: [], branches: { next: 'coupon' } },
  { id: 'coupon', kind: 'give_coupon', pool: 'ten', variable: 'code', branches: { given: null, none: null } },
];

test('what a journey names is found wherever it stands, each once, and can be replaced there', () => {
  assert.deepEqual(
    referencesOf(nodes).map(({ noun, id }) => `${noun} ${id}`),
    ['segment loyal', 'list guests', 'message hello', 'list spring', 'coupon_pool ten'],
  );
  const replaced = withReferences(nodes, (noun, id) => (noun === 'list' && id === 'guests' ? 'visitors' : id));
  assert.deepEqual(
    referencesOf(replaced).map(({ id }) => id),
    ['loyal', 'visitors', 'hello', 'spring', 'ten'],
  );
  assert.deepEqual(replaced[1]?.branches, nodes[1]?.branches);
  assert.deepEqual(
    withReferences(nodes, (_, id) => id),
    nodes,
  );
});
