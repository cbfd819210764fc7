import { type JourneyFragment, journeyFragment } from '#contracts/api/journey-fragment.ts';
import type { JourneyDefinition, JourneyNode } from '#contracts/journey.ts';
import { branchesOf, freshId, type Point } from './edit-journey.ts';

/** Chosen steps and notes, with the places where they stand on the canvas, as text for the clipboard. */
export function copyFragment(
  definition: JourneyDefinition,
  chosen: ReadonlySet<string>,
  places: ReadonlyMap<string, Point>,
): string {
  const nodes = definition.nodes
    .filter(({ id }) => chosen.has(id))
    .map((node) => ({ ...node, position: places.get(node.id) ?? { x: 0, y: 0 } }));
  const notes = (definition.notes ?? []).filter(({ id }) => chosen.has(id));
  return JSON.stringify({ throughline: 'journey-steps', nodes, notes });
}

/** Undefined for a text that is something else, or would be no steps. */
export function readFragment(text: string): JourneyFragment | undefined {
  if (!text.includes('journey-steps')) return undefined;
  try {
    return journeyFragment.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

interface Pasted {
  readonly definition: JourneyDefinition;
  /** The ids of what was added. */
  readonly added: readonly string[];
}

/**
 * Adds copies with ids of their own, their upper left corner at a point. Ways among them stay, ways to others end. A
 * journey has one start, so that a second one is left out.
 */
export function pasteFragment(definition: JourneyDefinition, fragment: JourneyFragment, at: Point): Pasted {
  const hasTrigger = definition.nodes.some(({ kind }) => kind === 'trigger');
  const taken = fragment.nodes.filter(({ kind }) => !(hasTrigger && kind === 'trigger'));
  const ids = new Map(taken.map(({ id, kind }) => [id, freshId(kind)]));
  const corner = cornerOf([...taken, ...fragment.notes]);
  const placed = ({ position = corner }: { readonly position?: Point | undefined }) => ({
    position: { x: Math.round(position.x - corner.x + at.x), y: Math.round(position.y - corner.y + at.y) },
  });
  const nodes = taken.map((node) => {
    const ways = Object.entries(branchesOf(node)).map(([branch, to]) => [branch, (to && ids.get(to)) ?? null]);
    return { ...node, id: ids.get(node.id), branches: Object.fromEntries(ways), ...placed(node) } as JourneyNode;
  });
  const notes = fragment.notes.map((note) => ({ ...note, id: freshId('note'), ...placed(note) }));
  const all = [...(definition.notes ?? []), ...notes];
  return {
    definition: { ...definition, nodes: [...definition.nodes, ...nodes], ...(all.length > 0 && { notes: all }) },
    added: [...nodes, ...notes].map(({ id }) => id),
  };
}

function cornerOf(items: readonly { readonly position?: Point | undefined }[]): Point {
  const places = items.flatMap(({ position }) => position ?? []);
  if (places.length === 0) return { x: 0, y: 0 };
  return { x: Math.min(...places.map(({ x }) => x)), y: Math.min(...places.map(({ y }) => y)) };
}
