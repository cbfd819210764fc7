import type { JourneyNode } from '../journey.ts';

export interface Successor {
  readonly branch: string;
  readonly node: string;
}

/** The nodes that a node leads to, by branch; branches that end the run are left out. */
export function successors(node: JourneyNode): readonly Successor[] {
  const branches: { readonly [branch: string]: string | null } = node.branches;
  return Object.entries(branches).flatMap(([branch, to]) => (to === null ? [] : [{ branch, node: to }]));
}

/** The branches that a node has by what it is set to; undefined where its kind fixes them. */
export function ownBranches(node: JourneyNode): readonly string[] | undefined {
  switch (node.kind) {
    case 'condition':
      return [...node.cases.map(({ id }) => id), 'no'];
    case 'wait_until':
      return [...node.options.map(({ id }) => id), 'timeout'];
    case 'experiment':
      return node.arms.map(({ id }) => id);
    default:
      return undefined;
  }
}
