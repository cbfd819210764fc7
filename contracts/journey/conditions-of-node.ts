import type { JourneyCondition } from './condition.ts';
import type { JourneyNode } from './nodes.ts';

/** The conditions that a node asks. */
export function conditionsOfNode(node: JourneyNode): readonly JourneyCondition[] {
  if (node.kind === 'condition') return node.cases.map(({ condition }) => condition);
  if (node.kind !== 'wait_until') return [];
  return node.options.flatMap(({ on }) => (on.type === 'condition' ? [on.condition] : []));
}
