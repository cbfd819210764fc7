import type { EventMatch } from '#contracts/condition.ts';
import type { TraitTest } from '#contracts/segment/trait.ts';
import type { TimeWindow } from '#contracts/segment/window.ts';

export function isTestComplete(test: TraitTest): boolean {
  if (test.name === '') return false;
  if (!('value' in test)) return true;
  return Array.isArray(test.value) ? test.value.length > 0 : test.value !== '';
}

export function isMatchComplete({ event, where }: EventMatch): boolean {
  return event !== '' && where.every(isTestComplete);
}

export function isWindowComplete(window: TimeWindow | undefined): boolean {
  if (window?.type !== 'absolute') return true;
  const { from, to } = window;
  return (from !== undefined || to !== undefined) && (from ?? '') <= (to ?? '9999');
}
