import type { ElkExtendedEdge, ElkNode, ElkPort } from 'elkjs/lib/elk-api.js';
import type { JourneyNode } from '#contracts/journey.ts';
import { branchesOf } from '../../graph/edit-journey.ts';
import { stepOrder } from '../../graph/step-order.ts';
import { branchOrder } from '../../nodes/index.ts';
import { branchKey, cardHeight, cardWidth, endSize, wayHeight } from './layout.ts';

/** Options of ELK's layered layout: https://eclipse.dev/elk/reference/algorithms/org-eclipse-elk-layered.html */
const rootOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': '32',
  'elk.spacing.edgeNode': '24',
  'elk.spacing.edgeEdge': '24',
  'elk.layered.spacing.nodeNodeBetweenLayers': '24',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  // Steps as early as they can come, so that the branches of a fork begin under each other.
  'elk.layered.layering.strategy': 'LONGEST_PATH_SOURCE',
  // From the start on, so that only the ways that lead back count as such; and these go around what they pass.
  'elk.layered.cycleBreaking.strategy': 'DEPTH_FIRST',
  'elk.layered.feedbackEdges': 'true',
  // Branches in their order, as far as that crosses no others.
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  // Steps that nothing leads to stand below, not beside.
  'elk.separateConnectedComponents': 'false',
};
const fixedPorts = { 'elk.portConstraints': 'FIXED_POS' };

/** The journey as ELK wants it: cards with a port for each way out, in their order, and room on each way for its words. */
export function layoutGraph(nodes: readonly JourneyNode[], hasCounts: boolean): ElkNode {
  const height = cardHeight(hasCounts);
  const lines = stepOrder(nodes);
  const children = lines.flatMap((line): ElkNode[] => {
    if (line.type === 'again') return [];
    if (line.type === 'end') return [endOf(branchKey(line.by.node, line.by.branch))];
    const { node } = line;
    const branches = branchOrder(node);
    const ways = branches.map((branch, index) =>
      port(branchKey(node.id, branch), 'EAST', cardWidth, height * wayHeight(index, branches.length)),
    );
    const ports = [port(entrance(node.id), 'WEST', 0, height / 2), ...ways];
    return [{ id: node.id, width: cardWidth, height, layoutOptions: fixedPorts, ports }];
  });
  const steps = lines.flatMap((line) => (line.type === 'step' ? [line.node] : []));
  const edges = steps.flatMap((node) =>
    branchOrder(node).map((branch): ElkExtendedEdge => {
      const key = branchKey(node.id, branch);
      const to = branchesOf(node)[branch] ?? null;
      const isStep = steps.some(({ id }) => id === to);
      // ELK passes over a label without a text.
      const label = { text: key, width: branchOrder(node).length > 1 ? 104 : 56, height: 64, layoutOptions: inline };
      return { id: key, sources: [key], targets: [entrance(to !== null && isStep ? to : key)], labels: [label] };
    }),
  );
  return { id: 'journey', layoutOptions: rootOptions, children, edges };
}

const inline = { 'elk.edgeLabels.inline': 'true' };

function endOf(key: string): ElkNode {
  const ports = [port(entrance(key), 'WEST', 0, endSize / 2)];
  // A port has the name of the way itself, so that the end needs one of its own.
  return { id: `end:${key}`, width: endSize, height: endSize, layoutOptions: fixedPorts, ports };
}

function entrance(id: string): string {
  return `in:${id}`;
}

function port(id: string, side: 'WEST' | 'EAST', x: number, y: number): ElkPort {
  return { id, x, y, width: 0, height: 0, layoutOptions: { 'elk.port.side': side } };
}
