import type { JourneyDefinition, JourneyNode } from '../journey.ts';
import type { JourneyProblem } from './problem.ts';
import { type Successor, successors } from './successors.ts';

/**
 * A graph may lead back by the `again` of a loop alone, which bounds it; and within the loop somebody has to wait, or all
 * its rounds would be gone through in the same moment.
 */
export function checkLoops({ nodes }: JourneyDefinition): JourneyProblem[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const onward = (node: JourneyNode) => successors(node).filter(({ branch }) => !isAgain(node, branch));
  return [
    ...backEdges(nodes, onward).map(
      ({ from, to }): JourneyProblem => ({
        code: 'cycle',
        node: from.id,
        params: { branch: to.branch, successor: to.node },
      }),
    ),
    ...nodes
      .filter((node) => node.kind === 'loop' && comesBackWithoutWait(node, byId))
      .map(({ id }): JourneyProblem => ({ code: 'loop_without_wait', node: id, params: {} })),
  ];
}

function isAgain(node: JourneyNode, branch: string): boolean {
  return node.kind === 'loop' && branch === 'again';
}

interface BackEdge {
  readonly from: JourneyNode;
  readonly to: Successor;
}

function backEdges(nodes: readonly JourneyNode[], onward: (node: JourneyNode) => readonly Successor[]): BackEdge[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const found: BackEdge[] = [];
  const path = new Set<string>();
  const done = new Set<string>();
  const visit = (node: JourneyNode): void => {
    path.add(node.id);
    for (const to of onward(node)) {
      const next = byId.get(to.node);
      if (path.has(to.node)) found.push({ from: node, to });
      else if (next && !done.has(to.node)) visit(next);
    }
    path.delete(node.id);
    done.add(node.id);
  };
  for (const node of nodes) {
    if (!done.has(node.id)) visit(node);
  }
  return found;
}

/** Kinds that hold people for a time in any case. */
const holds: readonly JourneyNode['kind'][] = ['wait', 'wait_until'];

function comesBackWithoutWait(loop: JourneyNode, byId: ReadonlyMap<string, JourneyNode>): boolean {
  const seen = new Set<string>();
  const open = successors(loop).flatMap(({ branch, node }) => (branch === 'again' ? [node] : []));
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === loop.id) return true;
    const node = byId.get(id);
    if (!node || seen.has(id) || holds.includes(node.kind) || waitsDays(node)) continue;
    seen.add(id);
    open.push(...successors(node).map((to) => to.node));
  }
  return false;
}

function waitsDays(node: JourneyNode): boolean {
  return node.kind === 'wait_time' && node.days > 0;
}
