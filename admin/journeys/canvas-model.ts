import type { Edge, Node } from '@xyflow/react';
import type { DefinitionProblem } from '#contracts/api/definition.ts';
import type { JourneyCounts } from '#contracts/api/journey.ts';
import type { JourneyDefinition, JourneyNode } from '#contracts/journey.ts';
import { type AddableKind, branchesOf, columnWidth, type Exit } from './edit-journey.ts';
import { branchKey, type JourneyLayout, layoutJourney, type Place } from './layout-journey.ts';

export type NodeCount = JourneyCounts['nodes'][number];

/** What canvas and list of steps need alike. */
export interface ShownJourney {
  readonly definition: JourneyDefinition;
  readonly counts: JourneyCounts | undefined;
  readonly problems: readonly DefinitionProblem[];
  readonly selected: string | undefined;
  readonly onSelect: (node: string | undefined) => void;
  readonly onAdd: (from: Exit, kind: AddableKind) => void;
}

export type StepNode = Node<{ node: JourneyNode; count: NodeCount | undefined; problem: string | undefined }, 'step'>;
export type EndNode = Node<{ from: Exit; onAdd: ShownJourney['onAdd'] }, 'end'>;
export type BranchEdge = Edge<
  {
    from: Exit;
    labelled: boolean;
    count: number | undefined;
    toEnd: boolean;
    passage: number | undefined;
    onAdd: ShownJourney['onAdd'];
  },
  'branch'
>;

/** Steps keep the places they were dragged to; while one has none, all are laid out. */
function arrange(nodes: readonly JourneyNode[]): JourneyLayout {
  const laidOut = layoutJourney(nodes);
  if (!nodes.every(({ position }) => position)) return laidOut;
  const places = new Map([
    ...laidOut.places,
    ...nodes.flatMap((node) => {
      const place = node.position ?? { x: 0, y: 0 };
      const was = laidOut.places.get(node.id) ?? place;
      const ends = Object.keys(branchesOf(node)).map((branch): [string, Place] => {
        const key = branchKey(node.id, branch);
        const end = laidOut.places.get(key) ?? { x: was.x + columnWidth, y: was.y };
        return [key, { x: place.x + end.x - was.x, y: place.y + end.y - was.y }];
      });
      return [[node.id, place] as [string, Place], ...ends];
    }),
  ]);
  return { places, passages: new Map() };
}

export function canvasNodes({ definition, counts, problems, selected, onAdd }: ShownJourney): (StepNode | EndNode)[] {
  const { places } = arrange(definition.nodes);
  const at = (key: string) => places.get(key) ?? { x: 0, y: 0 };
  return definition.nodes.flatMap((node) => [
    {
      id: node.id,
      type: 'step' as const,
      position: at(node.id),
      selected: node.id === selected,
      deletable: node.kind !== 'trigger',
      data: {
        node,
        count: counts?.nodes.find((count) => count.node === node.id),
        problem: problems.find((problem) => problem.node === node.id)?.message,
      },
    },
    ...endsOf(node).map((branch) => ({
      id: branchKey(node.id, branch),
      type: 'end' as const,
      position: at(branchKey(node.id, branch)),
      draggable: false,
      selectable: false,
      focusable: false,
      deletable: false,
      data: { from: { node: node.id, branch }, onAdd },
    })),
  ]);
}

export function canvasEdges({ definition, counts, onAdd }: ShownJourney): BranchEdge[] {
  const { passages } = arrange(definition.nodes);
  const known = new Set(definition.nodes.map(({ id }) => id));
  return definition.nodes.flatMap((node) => {
    const branches = Object.entries(branchesOf(node));
    const passed = counts?.nodes.find((count) => count.node === node.id)?.passed;
    return branches.map(([branch, to]) => {
      const toEnd = to === null || !known.has(to);
      return {
        id: `${node.id}:${branch}`,
        type: 'branch' as const,
        source: node.id,
        sourceHandle: branch,
        target: toEnd ? branchKey(node.id, branch) : to,
        deletable: !toEnd,
        focusable: !toEnd,
        data: {
          from: { node: node.id, branch },
          labelled: branches.length > 1,
          count: passed?.find((one) => one.branch === branch)?.count,
          toEnd,
          passage: passages.get(branchKey(node.id, branch)),
          onAdd,
        },
      };
    });
  });
}

function endsOf(node: JourneyNode): string[] {
  return Object.entries(branchesOf(node)).flatMap(([branch, to]) => (to === null ? [branch] : []));
}
