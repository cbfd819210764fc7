import type { JourneyDefinition } from '#contracts/journey.ts';
import { branchesOf, type Point } from '../../graph/edit-journey.ts';
import { branchOrder } from '../../nodes/index.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** Where an arrow key leads from a step: right to what follows, left to what led here, up and down to the next one there. */
export function neighbourOf(
  { nodes }: JourneyDefinition,
  places: ReadonlyMap<string, Point>,
  from: string,
  direction: Direction,
): string | undefined {
  const node = nodes.find(({ id }) => id === from);
  const exists = (id: string | null | undefined) => nodes.some((one) => one.id === id);
  if (node && direction === 'right') {
    const next = branchOrder(node)
      .map((branch) => branchesOf(node)[branch])
      .find(exists);
    if (next) return next;
  }
  if (direction === 'left') {
    const before = nodes.find((one) => one.id !== from && Object.values(branchesOf(one)).includes(from));
    if (before) return before.id;
  }
  return nearest(nodes, places, from, direction);
}

/** The closest step in a direction; what lies beside the straight line counts as twice as far. */
function nearest(
  nodes: JourneyDefinition['nodes'],
  places: ReadonlyMap<string, Point>,
  from: string,
  direction: Direction,
): string | undefined {
  const start = places.get(from);
  if (!start) return nodes[0]?.id;
  const reached = nodes.flatMap(({ id }) => {
    const place = places.get(id);
    if (!place || id === from) return [];
    const [x, y] = [place.x - start.x, place.y - start.y];
    const [along, beside] = direction === 'left' || direction === 'right' ? [x, y] : [y, x];
    const ahead = direction === 'left' || direction === 'up' ? -along : along;
    return ahead > 8 ? [{ id, distance: ahead + 2 * Math.abs(beside) }] : [];
  });
  return reached.sort((one, other) => one.distance - other.distance)[0]?.id;
}

/** The id of what stands closest to a place; undefined where nothing stands. */
export function closestTo(
  place: Point,
  standing: readonly { readonly id: string; readonly position: Point }[],
): string | undefined {
  const distance = ({ position: { x, y } }: { readonly position: Point }) => Math.hypot(x - place.x, y - place.y);
  return standing.toSorted((one, other) => distance(one) - distance(other))[0]?.id;
}
