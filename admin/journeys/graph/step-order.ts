import type { JourneyNode } from '#contracts/journey.ts';
import { branchOrder } from '../nodes/index.ts';
import { branchesOf, type Exit } from './edit-journey.ts';

/** One line of the journey as a list. */
export type StepLine =
  | { readonly type: 'step'; readonly depth: number; readonly node: JourneyNode; readonly by: Exit | undefined }
  | { readonly type: 'end'; readonly depth: number; readonly by: Exit }
  | { readonly type: 'again'; readonly depth: number; readonly by: Exit; readonly node: JourneyNode };

/**
 * The journey in reading order: a step, then what follows it, branch by branch. Only branches are indented, so that a
 * long straight journey stays narrow. A step that was already listed is named again, not repeated.
 */
export function stepOrder(nodes: readonly JourneyNode[]): StepLine[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const listed = new Set<string>();
  const lines: StepLine[] = [];

  const list = (node: JourneyNode, depth: number, by: Exit | undefined): void => {
    listed.add(node.id);
    lines.push({ type: 'step', depth, node, by });
    const branches = branchOrder(node).map((branch) => [branch, branchesOf(node)[branch] ?? null] as const);
    const deeper = branches.length > 1 ? depth + 1 : depth;
    for (const [branch, to] of branches) {
      const exit = { node: node.id, branch };
      const next = to === null ? undefined : byId.get(to);
      if (!next) lines.push({ type: 'end', depth: deeper, by: exit });
      else if (listed.has(next.id)) lines.push({ type: 'again', depth: deeper, by: exit, node: next });
      else list(next, deeper, exit);
    }
  };

  const starts = [...nodes].sort((a, b) => Number(b.kind === 'trigger') - Number(a.kind === 'trigger'));
  for (const node of starts) if (!listed.has(node.id)) list(node, 0, undefined);
  return lines;
}
