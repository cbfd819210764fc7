import type { JourneyDefinition, JourneyNode } from '#contracts/journey.ts';
import { randomId } from '../../shared/random-id.ts';
import { branchOrder } from '../nodes/index.ts';

/** A way out of a node. */
export interface Exit {
  readonly node: string;
  readonly branch: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Horizontal distance of two steps on the canvas. */
export const columnWidth = 352;

/** Random, because two colleagues may add a step of the same kind at the same moment. */
export function freshId(kind: string): string {
  return `${kind.replace('_', '-')}-${randomId(5)}`;
}

/** Puts a step into the way out `from`; what followed there now follows the new step's first branch. */
export function insertNode(definition: JourneyDefinition, from: Exit, node: JourneyNode): JourneyDefinition {
  const source = definition.nodes.find(({ id }) => id === from.node);
  if (!source) return definition;
  const next = branchesOf(source)[from.branch] ?? null;
  const moved = next === null ? definition.nodes : makeRoom(definition, next, from.node);
  const [main] = branchOrder(node);
  const place = source.position ? { position: { x: source.position.x + columnWidth, y: source.position.y } } : {};
  const added = { ...(main === undefined ? node : withBranch(node, main, next)), ...place };
  const nodes = moved.map((one) => (one.id === from.node ? withBranch(one, from.branch, node.id) : one));
  return { ...definition, nodes: [...nodes, added] };
}

/** Whoever led to a removed step now leads to what followed it. The trigger stays. */
export function removeNodes(definition: JourneyDefinition, ids: readonly string[]): JourneyDefinition {
  return ids.reduce(removeNode, definition);
}

function removeNode(definition: JourneyDefinition, id: string): JourneyDefinition {
  const gone = definition.nodes.find((node) => node.id === id);
  if (!gone || gone.kind === 'trigger') return definition;
  const ways = branchOrder(gone).map((branch) => branchesOf(gone)[branch] ?? null);
  const next = ways.find((to) => to !== null && to !== id) ?? null;
  const nodes = definition.nodes
    .filter((node) => node.id !== id)
    .map((node) =>
      Object.entries(branchesOf(node))
        .filter(([, to]) => to === id)
        .reduce((changed, [branch]) => withBranch(changed, branch, next === node.id ? null : next), node),
    );
  return { ...definition, nodes };
}

export function replaceNode(definition: JourneyDefinition, node: JourneyNode): JourneyDefinition {
  return { ...definition, nodes: definition.nodes.map((one) => (one.id === node.id ? node : one)) };
}

/** Leads a way out to another step, or with null to the end of the run. */
export function connect(definition: JourneyDefinition, from: Exit, to: string | null): JourneyDefinition {
  const nodes = definition.nodes.map((node) => (node.id === from.node ? withBranch(node, from.branch, to) : node));
  return { ...definition, nodes };
}

/** Where steps and notes stand, in whole pixels. */
export function withPlaces(definition: JourneyDefinition, places: ReadonlyMap<string, Point>): JourneyDefinition {
  const placed = <Item extends { readonly id: string; readonly position?: Point | undefined }>(item: Item): Item => {
    const place = places.get(item.id);
    return place ? { ...item, position: { x: Math.round(place.x), y: Math.round(place.y) } } : item;
  };
  return {
    ...definition,
    nodes: definition.nodes.map(placed),
    ...(definition.notes && { notes: definition.notes.map(placed) }),
  };
}

/** Back to the places that the layout gives. */
export function withoutPlaces(definition: JourneyDefinition): JourneyDefinition {
  return { ...definition, nodes: definition.nodes.map(({ position: _, ...node }) => node) };
}

export function branchesOf(node: JourneyNode): { readonly [branch: string]: string | null } {
  return node.branches;
}

function withBranch(node: JourneyNode, branch: string, to: string | null): JourneyNode {
  return { ...node, branches: { ...node.branches, [branch]: to } } as JourneyNode;
}

/** Moves a step and all that follows it one column to the right; what leads to it stays, also where ways lead back. */
function makeRoom(definition: JourneyDefinition, first: string, before: string): readonly JourneyNode[] {
  const byId = new Map(definition.nodes.map((node) => [node.id, node]));
  const moved = new Set<string>();
  const open = [first];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = byId.get(id);
    if (!node || moved.has(id) || id === before) continue;
    moved.add(id);
    open.push(...Object.values(branchesOf(node)).flatMap((to) => (to === null ? [] : [to])));
  }
  return definition.nodes.map((node) =>
    moved.has(node.id) && node.position
      ? { ...node, position: { ...node.position, x: node.position.x + columnWidth } }
      : node,
  );
}
