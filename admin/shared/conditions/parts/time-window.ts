import type { Frequency } from '#contracts/segment/frequency.ts';
import { type CalendarUnit, calendarUnits, type TimeWindow } from '#contracts/segment/window.ts';

/** The choices of a window as texts, because a choice needs a key: `ever`, `sliding`, `absolute`, `month:1`. */
export type WindowKey = 'ever' | 'sliding' | 'absolute' | `${CalendarUnit}:${number}`;

/** The unit that is now, and the one before it. */
export const calendarKeys: readonly WindowKey[] = calendarUnits.flatMap((unit): WindowKey[] => [
  `${unit}:0`,
  `${unit}:1`,
]);

export function keyOf(window: TimeWindow | undefined): WindowKey {
  if (window === undefined) return 'ever';
  return window.type === 'calendar' ? `${window.unit}:${window.last}` : window.type;
}

export function windowOfKey(key: WindowKey, before: TimeWindow | undefined): TimeWindow | undefined {
  switch (key) {
    case 'ever':
      return undefined;
    case 'sliding':
      return { type: 'sliding', days: before?.type === 'sliding' ? before.days : 30 };
    case 'absolute':
      return before?.type === 'absolute' ? before : { type: 'absolute' };
    default: {
      const [unit, last] = key.split(':');
      const known = calendarUnits.find((one) => one === unit) ?? 'month';
      return { type: 'calendar', unit: known, last: Number(last) };
    }
  }
}

/** A frequency writes a sliding window as days, for which it had a place before it knew others. */
export function windowOfFrequency({ withinDays, window }: Frequency): TimeWindow | undefined {
  return withinDays === undefined ? window : { type: 'sliding', days: withinDays };
}

export function withWindow({ comparison, times }: Frequency, window: TimeWindow | undefined): Frequency {
  const base = { comparison, times };
  if (window === undefined) return base;
  return window.type === 'sliding' ? { ...base, withinDays: window.days } : { ...base, window };
}
