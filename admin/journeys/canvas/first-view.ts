import type { ReactFlowInstance } from '@xyflow/react';
import { mapHeight } from './canvas-map.tsx';
import type { BranchEdge, CanvasNode, StepMark } from './canvas-model.ts';

/** Below this the words on a card cannot be read. */
const smallestZoom = 0.62;
/** Free at the edge of the canvas, in pixels. */
const edge = 24;

/**
 * All of it, beside the map; one that is so long that its steps could not be told apart any more is shown from its start.
 */
export function showAll(flow: ReactFlowInstance<CanvasNode, BranchEdge>, withMap: boolean): void {
  const below = withMap ? mapHeight + edge : 0;
  const padding = { top: '24px', left: '24px', right: '24px', bottom: `${below + edge}px` } as const;
  void flow.fitView({ maxZoom: 1, minZoom: smallestZoom, padding }).then(() => {
    const start = flow.getNodes().find((node) => node.type === 'step' && node.data.node.kind === 'trigger');
    if (!start || flow.getZoom() > smallestZoom) return;
    const height = (document.querySelector('.react-flow')?.clientHeight ?? 0) - below;
    const { y: top, height: tall } = flow.getNodesBounds(flow.getNodes());
    const room = Math.max(edge - top * smallestZoom, height - edge - (top + tall) * smallestZoom);
    const y = Math.min(height / 2 - (start.position.y + 44) * smallestZoom, room);
    void flow.setViewport({ x: edge - start.position.x * smallestZoom, y, zoom: smallestZoom });
  });
}

/** What differs, as much of it as can be read at once, from the beginning of the journey on; all where nothing does. */
export function showChanges(
  flow: ReactFlowInstance<CanvasNode, BranchEdge>,
  marks: ReadonlyMap<string, StepMark>,
): void {
  // A step that was removed stands apart, where no way leads any more.
  const wasRemoved = ({ id }: CanvasNode) => Number(marks.get(id) === 'removed');
  const changed = flow
    .getNodes()
    .filter(({ id }) => marks.has(id))
    .sort((a, b) => wasRemoved(a) - wasRemoved(b) || a.position.x - b.position.x || a.position.y - b.position.y);
  const [first] = changed;
  if (first === undefined) {
    showAll(flow, false);
    return;
  }
  const view = document.querySelector('.react-flow');
  const [width, height] = [view?.clientWidth ?? 0, view?.clientHeight ?? 0];
  const { width: wide, height: tall } = flow.getNodesBounds(changed);
  const fits = (wide + 2 * edge) * smallestZoom <= width && (tall + 2 * edge) * smallestZoom <= height;
  void flow.fitView({ nodes: fits ? changed : [first], minZoom: smallestZoom, maxZoom: 1, padding: 0.2 });
}
