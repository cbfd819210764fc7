import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { JourneyNode } from '#contracts/journey.ts';
import { layoutJourney } from './layout-journey.ts';

/** A node that waits, with one or two ways out to nodes that may not exist. */
function waiting(id: string, matched: string | null, timeout: string | null): JourneyNode {
  return {
    id,
    kind: 'wait_until',
    options: [{ id: 'matched', on: { type: 'event', match: { event: 'e', where: [] } } }],
    pick: 'first',
    timeoutMinutes: 1,
    branches: { matched, timeout },
  };
}

const trigger: JourneyNode = {
  id: 'n0',
  kind: 'trigger',
  trigger: { type: 'event', match: { event: 'e', where: [] } },
  branches: { next: 'n1' },
};

test('steps stand to the right of what leads to them, and no two stand on each other, also in broken graphs', () => {
  const target = fc.option(fc.integer({ min: 1, max: 9 }).map((number) => `n${number}`));
  const graph = fc.array(fc.tuple(target, target), { maxLength: 8 });
  fc.assert(
    fc.property(graph, (targets) => {
      const nodes = [
        trigger,
        ...targets.map(([matched, timeout], index) => waiting(`n${index + 1}`, matched, timeout)),
      ];
      const { places } = layoutJourney(nodes);
      const spots = new Set([...places.values()].map(({ x, y }) => `${x}:${y}`));
      assert.equal(spots.size, places.size);
      for (const { id } of nodes) assert.ok(places.has(id));
    }),
  );
});

test('a fork stands in the middle of its branches', () => {
  const nodes = [trigger, waiting('n1', 'n2', 'n3'), waiting('n2', null, null), waiting('n3', null, null)];
  const { places } = layoutJourney(nodes);
  const [fork, upper, lower] = ['n1', 'n2', 'n3'].map((id) => places.get(id) ?? { x: 0, y: 0 });
  assert.ok(fork && upper && lower);
  assert.equal(fork.y, (upper.y + lower.y) / 2);
  assert.ok(upper.y < lower.y);
  assert.ok(fork.x < upper.x);
});

test('a way that passes by other steps gets a height of its own', () => {
  const nodes = [trigger, waiting('n1', 'n2', 'n3'), waiting('n2', 'n3', 'n3'), waiting('n3', null, null)];
  const { places, passages } = layoutJourney(nodes);
  const height = passages.get('branch:n1:timeout');
  assert.ok(height !== undefined);
  assert.notEqual(height, places.get('n2')?.y);
});

test('a way that leads back stands below what it passes', () => {
  const loop: JourneyNode = { id: 'n2', kind: 'loop', times: 2, branches: { again: 'n1', done: 'n3' } };
  const nodes = [trigger, waiting('n1', 'n2', null), loop, waiting('n3', null, null)];
  const { places, passages } = layoutJourney(nodes);
  const height = passages.get('branch:n2:again');
  assert.ok(height !== undefined);
  for (const id of ['n1', 'n2', 'n3']) assert.ok(height > (places.get(id)?.y ?? 0));
});
