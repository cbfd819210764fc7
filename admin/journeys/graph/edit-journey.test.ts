import assert from 'node:assert/strict';
import test from 'node:test';
import { type JourneyDefinition, journeyDefinition } from '#contracts/journey.ts';
import { addableKinds, branchOrder, newNode } from '../nodes/index.ts';
import {
  branchesOf,
  columnWidth,
  connect,
  insertNode,
  removeNodes,
  withoutPlaces,
  withPlaces,
} from './edit-journey.ts';

const start: JourneyDefinition = journeyDefinition.parse({
  id: 'j',
  name: 'J',
  version: 1,
  reentry: { type: 'never' },
  exitRules: [],
  nodes: [
    { id: 'start', kind: 'trigger', trigger: { type: 'event', match: { event: 'Added' } }, branches: { next: 'end' } },
    { id: 'end', kind: 'exit', branches: {} },
  ],
});

test('a step put into a way out is followed by what followed there', () => {
  for (const kind of addableKinds.filter((one) => one !== 'exit')) {
    const definition = insertNode(start, { node: 'start', branch: 'next' }, newNode(kind, 'new'));
    const node = definition.nodes.find(({ id }) => id === 'new');
    assert.ok(node);
    const [main] = branchOrder(node);
    assert.ok(main);
    assert.equal(branchesOf(node)[main], 'end', kind);
    assert.deepEqual([...branchOrder(node)].sort(), Object.keys(branchesOf(node)).sort(), kind);
  }
});

test('removing a step closes the gap, and removing an inserted one gives back what was there', () => {
  const definition = insertNode(start, { node: 'start', branch: 'next' }, newNode('wait', 'new'));
  assert.deepEqual(removeNodes(definition, ['new']), start);
  assert.equal(removeNodes(start, ['start']), start);
  assert.deepEqual(removeNodes(start, ['end']).nodes[0]?.branches, { next: null });
});

test('a removed step that leads back leaves no way from a step to itself', () => {
  const looped = insertNode(start, { node: 'start', branch: 'next' }, newNode('loop', 'loop'));
  const back = connect(
    insertNode(looped, { node: 'start', branch: 'next' }, newNode('wait', 'w')),
    { node: 'loop', branch: 'done' },
    'w',
  );
  assert.deepEqual(removeNodes(back, ['loop']).nodes.find(({ id }) => id === 'w')?.branches, { next: null });
});

test('inserting moves what follows one column to the right when steps have places', () => {
  const placed = withPlaces(
    start,
    new Map([
      ['start', { x: 0, y: 0 }],
      ['end', { x: columnWidth, y: 0.4 }],
    ]),
  );
  const definition = insertNode(placed, { node: 'start', branch: 'next' }, newNode('wait', 'new'));
  assert.deepEqual(definition.nodes.find(({ id }) => id === 'end')?.position, { x: 2 * columnWidth, y: 0 });
  assert.equal(definition.nodes.find(({ id }) => id === 'new')?.position?.x, columnWidth);
  assert.deepEqual(withoutPlaces(placed), start);
});

test('a way out can be led elsewhere or to the end', () => {
  const open = connect(start, { node: 'start', branch: 'next' }, null);
  assert.deepEqual(open.nodes[0]?.branches, { next: null });
});
