import type { Instant } from '#contracts/identifiers.ts';
import type { Frequency } from '#contracts/segment/frequency.ts';
import type { CalendarUnit, TimeWindow } from '#contracts/segment/window.ts';
import { days } from '../../duration.ts';
import { dayOfDate, startOfUnit, unitAt } from './calendar.ts';

/** Event time from `from` on and before `to`. */
export interface TimeRange {
  readonly from: Instant;
  readonly to: Instant;
}

export const everything: TimeRange = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

export function windowOf({ withinDays, window }: Frequency): TimeWindow | undefined {
  return withinDays === undefined ? window : { type: 'sliding', days: withinDays };
}

/** The settings that decide where the window lies; everybody is looked at again when one of them changes. */
export function settingsOf(window: TimeWindow | undefined): readonly ['timeZone'] | readonly [] {
  return window === undefined || window.type === 'sliding' ? [] : ['timeZone'];
}

/** Which event times lie in the window at `now`; none after `now` does. */
export function rangeAt(window: TimeWindow | undefined, timeZone: string, now: Instant): TimeRange {
  switch (window?.type) {
    case undefined:
      return { from: everything.from, to: now + 1 };
    case 'sliding':
      return { from: now + 1 - lengthOf(window.days), to: now + 1 };
    case 'absolute': {
      const { from, to } = absoluteRange(window, timeZone);
      return { from, to: Math.min(to, now + 1) };
    }
    case 'calendar': {
      const { unit, last } = window;
      const current = unitAt(unit, timeZone, now);
      const from = startOfUnit(unit, timeZone, current - last);
      return { from, to: last === 0 ? now + 1 : startOfUnit(unit, timeZone, current) };
    }
  }
}

/** The days of an absolute window, whatever the time is. */
export function absoluteRange(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  timeZone: string,
): TimeRange {
  return {
    from: from === undefined ? everything.from : startOfUnit('day', timeZone, dayOfDate(from)),
    to: to === undefined ? everything.to : startOfUnit('day', timeZone, dayOfDate(to) + 1),
  };
}

/** The moments at which something that happened at `at` comes into the window or leaves it. */
export function edgesOf(window: TimeWindow | undefined, timeZone: string, at: Instant): readonly Instant[] {
  switch (window?.type) {
    case undefined:
    case 'absolute':
      return [at];
    case 'sliding':
      return [at, leavesAt(window, timeZone, at)];
    case 'calendar': {
      const { unit, last } = window;
      const enters = last === 0 ? at : startOfUnit(unit, timeZone, unitAt(unit, timeZone, at) + 1);
      return [enters, leavesAt(window, timeZone, at)];
    }
  }
}

/** When something that happened at `at` leaves the window because time goes on; infinity where it never does. */
export function leavesAt(window: TimeWindow | undefined, timeZone: string, at: Instant): Instant {
  switch (window?.type) {
    case undefined:
    case 'absolute':
      return Number.POSITIVE_INFINITY;
    case 'sliding':
      return at + lengthOf(window.days);
    case 'calendar':
      return startOfUnit(window.unit, timeZone, unitAt(window.unit, timeZone, at) + window.last + 1);
  }
}

/** The first of some moments after `now` at which an answer is not what it is now. */
export function firstChange(
  edges: readonly Instant[],
  now: Instant,
  holds: (at: Instant) => boolean,
): Instant | undefined {
  const later = edges.filter((edge) => edge > now).sort((a, b) => a - b);
  if (later.length === 0) return undefined;
  const before = holds(now);
  return later.find((edge) => holds(edge) !== before);
}

function lengthOf(count: number): number {
  return Math.round(days(count));
}

/**
 * Whole units: those from `oldest` to `newest` units before the current one lie in the window. Absent `unit`: all time is
 * one.
 */
export interface Span {
  readonly unit?: CalendarUnit;
  readonly oldest: number;
  readonly newest: number;
}

/** The window in whole units; a sliding one in days with today. An absolute one restricts what is counted at all. */
export function spanOf(window: TimeWindow | undefined): Span {
  switch (window?.type) {
    case undefined:
    case 'absolute':
      return { oldest: 0, newest: 0 };
    case 'sliding':
      return { unit: 'day', oldest: Math.ceil(window.days) - 1, newest: 0 };
    case 'calendar':
      return { unit: window.unit, oldest: window.last, newest: Math.min(window.last, 1) };
  }
}
