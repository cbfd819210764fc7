import { type RefObject, useEffect, useRef } from 'react';
import type { Point } from '../../graph/edit-journey.ts';
import type { CanvasNode } from '../canvas-model.ts';
import { closestTo } from './canvas-neighbour.ts';

/**
 * Where the step or note that had the focus is gone (removed, undone, taken away by a colleague) and nothing else has got it, the
 * one that is closest to its place gets it: with the focus nowhere the keys of the canvas would reach nothing.
 */
export function useKeptFocus(wrapper: RefObject<HTMLElement | null>, nodes: readonly CanvasNode[]): void {
  const last = useRef<{ readonly id: string; readonly place: Point }>(undefined);

  useEffect(() => {
    const shown = nodes.filter(({ type }) => type !== 'end');
    const remember = () => {
      const id = document.activeElement?.closest<HTMLElement>('.react-flow__node')?.dataset['id'];
      const place = shown.find((node) => node.id === id)?.position;
      if (id !== undefined && place) last.current = { id, place };
    };
    const had = last.current;
    if (had && document.activeElement === document.body && !shown.some(({ id }) => id === had.id)) {
      const next = closestTo(had.place, shown);
      const cards = wrapper.current?.querySelectorAll<HTMLElement>('.react-flow__node') ?? [];
      [...cards].find(({ dataset }) => dataset['id'] === next)?.focus();
    }
    remember();
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, [nodes, wrapper]);
}
