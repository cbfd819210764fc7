import { useSyncExternalStore } from 'react';

/** What the person chose; `system` follows the machine. */
export const appearances = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof appearances)[number];

const storageKey = 'throughline.appearance';
const listeners = new Set<() => void>();
const systemDark = matchMedia('(prefers-color-scheme: dark)');

export function setAppearance(appearance: Appearance): void {
  localStorage.setItem(storageKey, appearance);
  for (const listener of listeners) listener();
}

export function useAppearance(): { appearance: Appearance; dark: boolean } {
  const appearance = useSyncExternalStore(subscribe, storedAppearance);
  const system = useSyncExternalStore(subscribe, () => systemDark.matches);
  return { appearance, dark: appearance === 'system' ? system : appearance === 'dark' };
}

function storedAppearance(): Appearance {
  const stored = localStorage.getItem(storageKey);
  return appearances.find((appearance) => appearance === stored) ?? 'system';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  systemDark.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    systemDark.removeEventListener('change', listener);
  };
}
