import { useReactFlow, useStore } from '@xyflow/react';
import { useEffect, useEffectEvent } from 'react';

/** Moves the canvas when the selected step lies outside of it: chosen from the problems, from a link, or just added. */
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
    const left = shown.position.x * zoom + x;
    const top = shown.position.y * zoom + y;
    const inside = left >= 0 && top >= 0 && left + size.width * zoom <= width && top + size.height * zoom <= height;
    if (inside) return;
    void flow.setCenter(shown.position.x + size.width / 2, shown.position.y + size.height / 2, { zoom, duration: 200 });
  });

  useEffect(() => {
    if (!node || !measured) return;
    const timer = setTimeout(() => bring(node), 150);
    return () => clearTimeout(timer);
  }, [node, measured]);

  return null;
}
