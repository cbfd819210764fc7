import { useReactFlow, useStore } from '@xyflow/react';
import { useEffect, useEffectEvent } from 'react';

/**
 * Moves the canvas when the selected step lies outside of it: chosen from the problems, from a link, or just added. No further
 * than it must, so that what stood beside the step stays in sight.
 */
export function BringIntoView({ node }: { node: string | undefined }) {
  const flow = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const measured = useStore((state) => node !== undefined && state.nodeLookup.get(node)?.measured.width !== undefined);

  const bring = useEffectEvent((id: string) => {
    const shown = flow.getNode(id);
    if (!shown || width === 0) return;
    const { zoom, x, y } = flow.getViewport();
    const size = { width: shown.measured?.width ?? 0, height: shown.measured?.height ?? 0 };
    const right = missing(shown.position.x * zoom + x, size.width * zoom, width);
    const down = missing(shown.position.y * zoom + y, size.height * zoom, height);
    if (right !== 0 || down !== 0) void flow.setViewport({ x: x + right, y: y + down, zoom }, { duration: 200 });
  });

  useEffect(() => {
    if (!node || !measured) return;
    const timer = setTimeout(() => bring(node), 150);
    return () => clearTimeout(timer);
  }, [node, measured]);

  return null;
}

/** Free beside the step, in pixels. */
const edge = 24;

/** How far what begins at `start` must move to lie within `room`; 0 where it does. */
function missing(start: number, length: number, room: number): number {
  if (start >= 0 && start + length <= room) return 0;
  return start < edge || length + 2 * edge > room ? edge - start : room - edge - length - start;
}
