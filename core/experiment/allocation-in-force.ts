import { type ExperimentAllocation, type ExperimentNode, experimentBasis } from '#contracts/experiment.ts';

export type AllocationsByNode = ReadonlyMap<string, ExperimentAllocation>;

export function allocationsByNode(allocations: readonly ExperimentAllocation[] = []): AllocationsByNode {
  return new Map(allocations.map((allocation) => [keyOf(allocation.journey, allocation.node), allocation]));
}

/** Undefined where the node keeps its weights, or is set otherwise than the experiment that was shared out anew. */
export function allocationInForce(
  allocations: AllocationsByNode,
  journey: string,
  node: ExperimentNode,
): ExperimentAllocation | undefined {
  const found = allocations.get(keyOf(journey, node.id));
  return found !== undefined && found.basis === experimentBasis(node) ? found : undefined;
}

function keyOf(journey: string, node: string): string {
  return `${journey} ${node}`;
}
