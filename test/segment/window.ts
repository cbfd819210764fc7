import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#contracts/identifiers.ts';
import type { CalendarUnit, TimeWindow } from '#contracts/segment/window.ts';
import { days } from '#core/duration.ts';

export const slidingDays = [0.5, 1, 2, 7] as const;
const dates = ['2025-12-31', '2026-03-20', '2026-03-27', '2026-03-28', '2026-03-29', '2026-04-02'] as const;

export const calendarWindows = fc.record({
  type: fc.constant('calendar' as const),
  unit: fc.constantFrom<CalendarUnit>('day', 'week', 'month', 'quarter', 'year'),
  last: fc.constantFrom(0, 1, 1, 2, 3),
});
export const absoluteWindows = fc
  .tuple(fc.constantFrom(undefined, ...dates), fc.constantFrom(undefined, ...dates))
  .filter(([from, to]) => (from ?? to) !== undefined && (from ?? '') <= (to ?? '9'))
  .map(([from, to]) => ({ type: 'absolute' as const, ...(from && { from }), ...(to && { to }) }));
export const timeWindows: fc.Arbitrary<TimeWindow> = fc.oneof(
  fc.constantFrom(...slidingDays).map((count) => ({ type: 'sliding' as const, days: count })),
  calendarWindows,
  absoluteWindows,
);

export function labelOfWindow(window: TimeWindow | undefined): string {
  if (window === undefined) return 'ever';
  return window.type === 'calendar' ? `calendar ${window.last === 0 ? 'this' : 'full'}` : window.type;
}

const dateOf = (at: Instant, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();

function firstDateOf(unit: CalendarUnit, date: Temporal.PlainDate): Temporal.PlainDate {
  switch (unit) {
    case 'day':
      return date;
    case 'week':
      return date.subtract({ days: date.dayOfWeek - 1 });
    case 'month':
      return date.with({ day: 1 });
    case 'quarter':
      return date.with({ month: date.month - ((date.month - 1) % 3), day: 1 });
    case 'year':
      return date.with({ month: 1, day: 1 });
  }
}

function later(unit: CalendarUnit, date: Temporal.PlainDate, count: number): Temporal.PlainDate {
  return unit === 'quarter' ? date.add({ months: 3 * count }) : date.add({ [`${unit}s`]: count });
}

const isBefore = (one: Temporal.PlainDate, other: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(one, other) < 0;

/** Whether something lies in a window by the dates of its days, as somebody would say who looks at a calendar. */
export function isInWindow(window: TimeWindow | undefined, at: Instant, now: Instant, timeZone: string): boolean {
  if (at > now) return false;
  if (window?.type === 'sliding') return at > now - days(window.days);
  return isInWholeUnits(window, at, now, timeZone);
}

/** The same where the current unit counts as a whole, and a sliding window by its days. */
export function isInWholeUnits(window: TimeWindow | undefined, at: Instant, now: Instant, timeZone: string): boolean {
  const [date, today] = [dateOf(at, timeZone), dateOf(now, timeZone)];
  switch (window?.type) {
    case undefined:
      return true;
    case 'sliding': {
      const first = today.subtract({ days: Math.ceil(window.days) - 1 });
      return !isBefore(date, first) && !isBefore(today, date);
    }
    case 'absolute': {
      const text = date.toString();
      return text >= (window.from ?? '') && text <= (window.to ?? '9');
    }
    case 'calendar': {
      const { unit, last } = window;
      const current = firstDateOf(unit, today);
      const first = later(unit, current, -last);
      const end = last === 0 ? later(unit, current, 1) : current;
      return !isBefore(date, first) && isBefore(date, end);
    }
  }
}

/** Moments at which what happened at `at` may come into the window or leave it. */
export function edgesOfWindow(window: TimeWindow | undefined, at: Instant, timeZone: string): readonly Instant[] {
  const date = dateOf(at, timeZone);
  const starts = (unit: CalendarUnit, counts: readonly number[]) =>
    counts.map((count) => later(unit, firstDateOf(unit, date), count).toZonedDateTime(timeZone).epochMilliseconds);
  switch (window?.type) {
    case undefined:
    case 'absolute':
      return [at];
    case 'sliding':
      return [at, at + days(window.days), ...starts('day', [0, Math.ceil(window.days)])];
    case 'calendar':
      return [at, ...starts(window.unit, [0, 1, window.last, window.last + 1])];
  }
}
