import { MiniMap } from '@xyflow/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** In pixels. */
export const mapHeight = 104;
/** From so many steps on a map helps more than it covers. */
const mapFrom = 10;
const storageKey = 'throughline.journey-map';

export interface CanvasMapState {
  /** Null: there is too little to make a map of. */
  readonly toggle: (() => void) | null;
  readonly isShown: boolean;
}

/** It lies above the canvas, so whoever works below it can put it away; the browser remembers that. */
export function useCanvasMap(steps: number): CanvasMapState {
  const [isOpen, setOpen] = useState(() => localStorage.getItem(storageKey) !== 'closed');
  if (steps < mapFrom) return { toggle: null, isShown: false };
  const toggle = () => {
    localStorage.setItem(storageKey, isOpen ? 'closed' : 'open');
    setOpen(!isOpen);
  };
  return { toggle, isShown: isOpen };
}

export function CanvasMap() {
  const { t } = useTranslation();
  return (
    <MiniMap
      pannable
      zoomable
      ariaLabel={t('canvas.map')}
      style={{ width: 160, height: mapHeight }}
      bgColor="var(--surface)"
      nodeColor="var(--outline)"
      maskColor="color-mix(in srgb, var(--sunken) 76%, transparent)"
    />
  );
}
