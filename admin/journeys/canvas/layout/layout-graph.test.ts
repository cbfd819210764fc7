import assert from 'node:assert/strict';
import test from 'node:test';
import Elk from 'elkjs/lib/elk.bundled.js';
import fc from 'fast-check';
import type { JourneyNode } from '#contracts/journey.ts';
import { cardHeight, cardWidth } from './layout.ts';
import { layoutGraph } from './layout-graph.ts';
import { isPlacedByHand, placesByHand } from './places-by-hand.ts';
import { readLayout } from './read-layout.ts';

const elk = new Elk();
const arranged = async (nodes: readonly JourneyNode[]) => readLayout(await elk.layout(layoutGraph(nodes, true)));

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
const target = fc.option(fc.integer({ min: 1, max: 9 }).map((number) => `n${number}`));
const graphs = fc
  .array(fc.tuple(target, target), { maxLength: 8 })
  .map((targets) => [
    trigger,
    ...targets.map(([matched, timeout], index) => waiting(`n${index + 1}`, matched, timeout)),
  ]);

function overlaps(nodes: readonly JourneyNode[], places: ReadonlyMap<string, { x: number; y: number }>): string[] {
  const cards = nodes.map(({ id }) => ({ id, at: places.get(id) ?? { x: Number.NaN, y: Number.NaN } }));
  return cards.flatMap((one, index) =>
    cards
      .slice(index + 1)
      .filter(
        (other) =>
          !(Math.abs(one.at.x - other.at.x) >= cardWidth || Math.abs(one.at.y - other.at.y) >= cardHeight(true)),
      )
      .map((other) => `${one.id} ${other.id}`),
  );
}

test('no two steps stand on each other, and each way has its course, also in broken graphs', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async (nodes) => {
      const { places, routes } = await arranged(nodes);
      assert.deepEqual(overlaps(nodes, places), []);
      assert.equal(routes.size, 1 + 2 * (nodes.length - 1));
      const labels = new Set([...routes.values()].map(({ label: { x, y } }) => `${x}:${y}`));
      assert.equal(labels.size, routes.size);
    }),
    { numRuns: 12 },
  );
});

test('branches begin under each other, in their order', async () => {
  const { places } = await arranged([
    trigger,
    waiting('n1', 'n2', 'n3'),
    waiting('n2', 'n4', 'n4'),
    waiting('n3', null, null),
    waiting('n4', null, null),
  ]);
  const [fork, upper, lower] = ['n1', 'n2', 'n3'].map((id) => places.get(id));
  assert.ok(fork && upper && lower);
  assert.equal(upper.x, lower.x);
  assert.ok(upper.y < lower.y);
  assert.ok(fork.x < upper.x);
});

test('a way that leads back goes around what it passes', async () => {
  const loop: JourneyNode = { id: 'n3', kind: 'loop', times: 2, branches: { again: 'n1', done: 'n4' } };
  const nodes = [trigger, waiting('n1', 'n2', null), waiting('n2', 'n3', null), loop, waiting('n4', null, null)];
  const { places, routes } = await arranged(nodes);
  const points = routes.get('branch:n3:again')?.points ?? [];
  assert.ok(points.length >= 4);
  const passed = places.get('n2') ?? { x: 0, y: 0 };
  const above = points.filter(({ x }) => x > passed.x && x < passed.x + cardWidth);
  for (const { y } of above) assert.ok(y < passed.y || y > passed.y + cardHeight(true));
  const order = ['n0', 'n1', 'n2', 'n3', 'n4'].map((id) => places.get(id)?.x ?? 0);
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
  );
});

test('steps that were placed by hand stay, and one without a place gets a free one', () => {
  fc.assert(
    fc.property(graphs, (nodes) => {
      const [first, ...rest] = nodes.map((node, index) => ({ ...node, position: { x: 352 * index, y: 0 } }));
      const { position: _, ...unplaced } = rest.pop() ?? trigger;
      if (!first || rest.length === 0) return;
      const mixed = [first, ...rest, unplaced as JourneyNode];
      assert.equal(isPlacedByHand(mixed), true);
      const { places } = placesByHand(mixed, true);
      for (const node of [first, ...rest]) assert.deepEqual(places.get(node.id), node.position);
      assert.deepEqual(overlaps(mixed, places), []);
    }),
  );
  assert.equal(isPlacedByHand([trigger]), false);
});
