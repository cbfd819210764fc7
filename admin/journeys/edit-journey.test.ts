import assert from 'node:assert/strict';
import test from 'node:test';
import { type JourneyDefinition, journeyDefinition } from '#contracts/journey.ts';
import { checkJourney } from '#contracts/journey-graph.ts';
import { addableKinds, branchesOf, columnWidth, connect, insertNode, removeNode } from './edit-journey.ts';

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
const known = { messages: [{ id: '', variants: { sms: { text: 'x' } } }], segments: [] };

test('a step put into a way out is followed by what followed there', () => {
  for (const kind of addableKinds.filter((one) => one !== 'exit')) {
    const { definition, added } = insertNode(start, { node: 'start', branch: 'next' }, kind);
    const node = definition.nodes.find(({ id }) => id === added);
    assert.ok(node);
    assert.equal(Object.values(branchesOf(node))[0], 'end');
    assert.deepEqual(checkJourney(definition, known), [], kind);
  }
});

test('removing a step closes the gap, and removing an inserted one gives back what was there', () => {
  const { definition, added } = insertNode(start, { node: 'start', branch: 'next' }, 'wait');
  assert.deepEqual(removeNode(definition, added), start);
  assert.equal(removeNode(start, 'start'), start);
  assert.deepEqual(removeNode(start, 'end').nodes[0]?.branches, { next: null });
});

test('new steps get ids of their own', () => {
  const once = insertNode(start, { node: 'start', branch: 'next' }, 'wait').definition;
  const twice = insertNode(once, { node: 'start', branch: 'next' }, 'wait').definition;
  assert.equal(new Set(twice.nodes.map(({ id }) => id)).size, 4);
});

test('inserting moves what follows one column to the right when steps have places', () => {
  const placed = {
    ...start,
    nodes: start.nodes.map((node, index) => ({ ...node, position: { x: index * columnWidth, y: 0 } })),
  };
  const { definition } = insertNode(placed, { node: 'start', branch: 'next' }, 'wait');
  assert.equal(definition.nodes.find(({ id }) => id === 'end')?.position?.x, 2 * columnWidth);
  assert.equal(definition.nodes.find(({ id }) => id === 'wait-1')?.position?.x, columnWidth);
});

test('a way out can be led elsewhere or to the end', () => {
  const open = connect(start, { node: 'start', branch: 'next' }, null);
  assert.deepEqual(open.nodes[0]?.branches, { next: null });
});
