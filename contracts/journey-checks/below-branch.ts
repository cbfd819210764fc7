import type { JourneyDefinition, JourneyNode } from '../journey.ts';
import { successors } from './successors.ts';

/** The nodes that somebody may come to who leaves a node by a branch. */
export function nodesBelow(
  { nodes }: Pick<JourneyDefinition, 'nodes'>,
  from: JourneyNode,
  branch: string,
): readonly JourneyNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const seen = new Set<JourneyNode>();
  const open = successors(from).filter((one) => one.branch === branch);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const node = byId.get(next.node);
    if (node === undefined || seen.has(node)) continue;
    seen.add(node);
    open.push(...successors(node));
  }
  return [...seen];
}
