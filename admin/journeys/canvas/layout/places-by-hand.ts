import type { JourneyNode } from '#contracts/journey.ts';
import { branchesOf, columnWidth, type Point } from '../../graph/edit-journey.ts';
import { stepOrder } from '../../graph/step-order.ts';
import { branchOrder } from '../../nodes/index.ts';
import { branchKey, cardHeight, cardWidth, endSize, type JourneyLayout, wayHeight } from './layout.ts';

const gap = 24;

/** Once a step was moved by hand, all keep their places until the marketer has them arranged. */
export function isPlacedByHand(nodes: readonly JourneyNode[]): boolean {
  return nodes.some(({ position }) => position);
}

/**
 * The places that steps were given. One without, which a program added, stands behind what leads to it, where nothing else is;
 * ends stand beside their steps.
 */
export function placesByHand(nodes: readonly JourneyNode[], hasCounts: boolean): JourneyLayout {
  const height = cardHeight(hasCounts);
  const places = new Map(nodes.flatMap(({ id, position }) => (position ? [[id, position] as [string, Point]] : [])));
  const free = (at: Point): Point => {
    const isTaken = [...places.values()].some(
      ({ x, y }) => Math.abs(x - at.x) < cardWidth + gap && Math.abs(y - at.y) < height + gap,
    );
    return isTaken ? free({ x: at.x, y: at.y + height + gap }) : at;
  };
  for (const line of stepOrder(nodes)) {
    if (line.type !== 'step' || places.has(line.node.id)) continue;
    const before = line.by && places.get(line.by.node);
    places.set(line.node.id, free(before ? { x: before.x + columnWidth, y: before.y } : { x: 0, y: 0 }));
  }
  const ends = nodes.flatMap((node) => {
    const at = places.get(node.id) ?? { x: 0, y: 0 };
    const branches = branchOrder(node);
    return branches.flatMap((branch, index): [string, Point][] => {
      const to = branchesOf(node)[branch] ?? null;
      if (nodes.some(({ id }) => id === to)) return [];
      const middle = height * wayHeight(index, branches.length);
      const apart = (index - (branches.length - 1) / 2) * (endSize + gap);
      return [[branchKey(node.id, branch), { x: at.x + columnWidth, y: at.y + middle - endSize / 2 + apart }]];
    });
  });
  return { places: new Map([...places, ...ends]), routes: new Map() };
}
