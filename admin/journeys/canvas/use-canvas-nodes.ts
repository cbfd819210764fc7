import { applyNodeChanges, type NodeChange } from '@xyflow/react';
import { useEffect, useState } from 'react';
import type { Point } from '../graph/edit-journey.ts';
import type { CanvasNode } from './canvas-model.ts';

interface CanvasNodes {
  readonly nodes: CanvasNode[];
  readonly chosen: ReadonlySet<string>;
  readonly onChanges: (changes: NodeChange<CanvasNode>[]) => void;
  /** Selects these and nothing else. */
  readonly choose: (ids: readonly string[]) => void;
}

/**
 * The definition is the truth; the canvas holds only what is chosen, what was measured, and, while something is dragged,
 * places of its own, so that the movement never waits.
 */
export function useCanvasNodes(
  built: CanvasNode[],
  selected: string | undefined,
  onMoved: (places: ReadonlyMap<string, Point>) => void,
): CanvasNodes {
  const [nodes, setNodes] = useState(built);
  const [isDragging, setDragging] = useState(false);
  const choose = (ids: readonly string[]) =>
    setNodes((before) => before.map((node) => ({ ...node, selected: ids.includes(node.id) })));

  useEffect(() => {
    if (!isDragging) setNodes((before) => carryOver(before, built, selected));
  }, [built, isDragging, selected]);
  useEffect(() => {
    if (selected === undefined) return;
    setNodes((before) =>
      before.some((node) => node.id === selected && node.selected)
        ? before
        : before.map((node) => ({ ...node, selected: node.id === selected })),
    );
  }, [selected]);

  const onChanges = (changes: NodeChange<CanvasNode>[]) => {
    const next = applyNodeChanges(
      changes.filter(({ type }) => type !== 'remove'),
      nodes,
    );
    setNodes(next);
    const moves = changes.filter((change) => change.type === 'position');
    if (moves.length === 0) return;
    const goesOn = moves.some(({ dragging }) => dragging);
    setDragging(goesOn);
    if (!goesOn && moves.some(({ position }) => position))
      onMoved(new Map(next.filter(({ type }) => type !== 'end').map(({ id, position }) => [id, position])));
  };

  return { nodes, chosen: new Set(nodes.filter((node) => node.selected).map(({ id }) => id)), onChanges, choose };
}

/**
 * Sizes are measured once per node; without them the canvas would flicker on every change of the counts. A step that was just
 * added is selected before it is arranged, and so before it is here.
 */
function carryOver(before: CanvasNode[], next: CanvasNode[], selected: string | undefined): CanvasNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  return next.map((node) => {
    const was = known.get(node.id);
    if (!was) return { ...node, selected: node.id === selected };
    return { ...node, ...(was.measured && { measured: was.measured }), selected: was.selected ?? false };
  });
}
