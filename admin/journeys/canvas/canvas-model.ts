import type { Edge, Node } from '@xyflow/react';
import type { TFunction } from 'i18next';
import type { DefinitionProblem } from '#contracts/api/definition.ts';
import type { JourneyCounts } from '#contracts/api/journey.ts';
import type { JourneyNote } from '#contracts/journey/note.ts';
import type { JourneyDefinition, JourneyNode, JourneyNodeKind } from '#contracts/journey.ts';
import type { Colleague } from '../editing/use-colleagues.ts';
import { branchesOf, type Exit, type Point } from '../graph/edit-journey.ts';
import { waysOf } from '../nodes/index.ts';
import type { Way } from '../nodes/node-card.ts';
import { branchKey, type JourneyLayout, type Route } from './layout/layout.ts';

export type NodeCount = JourneyCounts['nodes'][number];

/** How a step differs from the version that it is compared with. */
export type StepMark = 'added' | 'removed' | 'changed';

/** What canvas and list of steps need alike. */
export interface ShownJourney {
  readonly definition: JourneyDefinition;
  readonly counts: JourneyCounts | undefined;
  /** Whether there are live counts, or will be in a moment: their line has its room from the beginning. */
  readonly hasCounts: boolean;
  readonly problems: readonly DefinitionProblem[];
  readonly selected: string | undefined;
  readonly colleagues: readonly Colleague[];
  readonly onSelect: (node: string | undefined) => void;
  readonly onAdd: (from: Exit, kind: JourneyNodeKind) => void;
}

type OnAdd = ShownJourney['onAdd'];

/** What the canvas shows beyond the journey itself; without `onAdd` it is only looked at. */
interface CanvasContent extends Omit<ShownJourney, 'onAdd'> {
  readonly layout: JourneyLayout;
  readonly onAdd: OnAdd | undefined;
  readonly marks?: ReadonlyMap<string, StepMark>;
  readonly connecting?: Exit | undefined;
  readonly dropOn?: string | undefined;
  readonly notes?: NoteWriting;
}

interface NoteWriting {
  /** The one whose text is being written. */
  readonly written: string | undefined;
  readonly onWrite: (note: string | undefined) => void;
  readonly onChange: (note: JourneyNote) => void;
}

export type StepNode = Node<
  {
    node: JourneyNode;
    ways: readonly Way[];
    count: NodeCount | undefined;
    hasCounts: boolean;
    problem: string | undefined;
    colleagues: readonly Colleague[];
    mark: StepMark | undefined;
    connecting: string | undefined;
  },
  'step'
>;
export type EndNode = Node<{ from: Exit; isTarget: boolean; onAdd: OnAdd | undefined }, 'end'>;
export type NoteNode = Node<{ note: JourneyNote; notes: NoteWriting | undefined }, 'note'>;
export type CanvasNode = StepNode | EndNode | NoteNode;
export type BranchEdge = Edge<
  {
    from: Exit;
    words: string;
    count: number | undefined;
    share: number | undefined;
    toEnd: boolean;
    isTarget: boolean;
    route: Route | undefined;
    onAdd: OnAdd | undefined;
  },
  'branch'
>;

export function canvasNodes(shown: CanvasContent, t: TFunction): CanvasNode[] {
  const { definition, layout, counts, hasCounts, problems, colleagues, marks, connecting, dropOn, onAdd } = shown;
  const at = (key: string): Point => layout.places.get(key) ?? { x: 0, y: 0 };
  const steps = definition.nodes.flatMap((node): CanvasNode[] => [
    {
      id: node.id,
      type: 'step',
      position: at(node.id),
      deletable: node.kind !== 'trigger',
      ariaLabel: t(`node.${node.kind}`),
      data: {
        node,
        ways: waysOf(node, t),
        count: counts?.nodes.find((count) => count.node === node.id),
        hasCounts,
        problem: problems.find((problem) => problem.node === node.id)?.message,
        colleagues: colleagues.filter((colleague) => colleague.node === node.id),
        mark: marks?.get(node.id),
        connecting: connecting?.node === node.id ? connecting.branch : undefined,
      },
    },
    ...endsOf(node, definition).map((branch): EndNode => {
      const id = branchKey(node.id, branch);
      const still = { draggable: false, selectable: false, focusable: false, deletable: false };
      const data = { from: { node: node.id, branch }, isTarget: dropOn === id, onAdd };
      return { id, type: 'end', position: at(id), ...still, data };
    }),
  ]);
  const { notes } = shown;
  const written = (definition.notes ?? []).map(
    (note): NoteNode => ({ id: note.id, type: 'note', position: note.position, zIndex: -1, data: { note, notes } }),
  );
  return [...steps, ...written];
}

export function canvasEdges(shown: CanvasContent, t: TFunction): BranchEdge[] {
  const { definition, layout, counts, dropOn, onAdd } = shown;
  const kinds = new Map(definition.nodes.map(({ id, kind }) => [id, t(`node.${kind}`)]));
  return definition.nodes.flatMap((node) => {
    const count = counts?.nodes.find((one) => one.node === node.id);
    return waysOf(node, t).map(({ branch, words }): BranchEdge => {
      const to = branchesOf(node)[branch] ?? null;
      const toEnd = to === null || !kinds.has(to);
      const passed = count?.passed.find((one) => one.branch === branch)?.count;
      const id = `${node.id}:${branch}`;
      return {
        id,
        type: 'branch',
        source: node.id,
        sourceHandle: branch,
        target: toEnd ? branchKey(node.id, branch) : to,
        deletable: !toEnd,
        focusable: !toEnd,
        interactionWidth: 36,
        ariaLabel: t('journeys.canvasEdge', { from: kinds.get(node.id), to: toEnd ? t('node.exit') : kinds.get(to) }),
        data: {
          from: { node: node.id, branch },
          words,
          count: passed,
          share: passed !== undefined && count && count.entered > 0 ? passed / count.entered : undefined,
          toEnd,
          isTarget: dropOn === id,
          route: layout.routes.get(branchKey(node.id, branch)),
          onAdd,
        },
      };
    });
  });
}

/** Ways that lead to no step, also where the step that they name is gone. */
function endsOf(node: JourneyNode, { nodes }: JourneyDefinition): string[] {
  return Object.entries(branchesOf(node)).flatMap(([branch, to]) =>
    to === null || !nodes.some(({ id }) => id === to) ? [branch] : [],
  );
}
