import type { JourneyNode } from './nodes.ts';

/**
 * Reads a definition as it may have been stored by an earlier version of the product. Releases and recorded runs are kept
 * as they were written, so that what reads them calls this; it changes nothing about what is of today.
 */
export function upgradeJourney<Definition extends { readonly nodes: readonly JourneyNode[] }>(
  definition: Definition,
): Definition {
  if (!Array.isArray(definition.nodes) || !definition.nodes.some(isOld)) return definition;
  return { ...definition, nodes: definition.nodes.map(upgradeNode) };
}

/** A condition with one case and the branches yes and no; a wait for one event. The branches keep their names. */
type OldNode = { readonly kind: string; readonly condition?: unknown; readonly match?: unknown };

function isOld(node: OldNode): boolean {
  return (node.kind === 'condition' && 'condition' in node) || (node.kind === 'wait_until' && 'match' in node);
}

function upgradeNode(node: JourneyNode): JourneyNode {
  if (!isOld(node)) return node;
  const { condition, match, ...rest } = node as OldNode;
  const upgraded =
    node.kind === 'condition'
      ? { ...rest, cases: [{ id: 'yes', condition: { type: 'profile', condition } }] }
      : { ...rest, options: [{ id: 'matched', on: { type: 'event', match } }], pick: 'first' };
  return upgraded as JourneyNode;
}
