import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#contracts/identifiers.ts';
import type { CalendarUnit } from '#contracts/segment/window.ts';
import { days } from '../../duration.ts';
import { firstValidZone } from '../../zone.ts';

/**
 * Days, weeks, months, quarters and years of a time zone, each with a number: days since 1970, weeks since that of the
 * 29th of December 1969 (a Monday), months, quarters and years since January 1970. A day begins with its first instant
 * and ends where the next one begins, also where clocks go back over midnight or leave midnight out.
 */
export function unitAt(unit: CalendarUnit, timeZone: string, at: Instant): number {
  const day = dayAt(timeZone, at);
  switch (unit) {
    case 'day':
      return day;
    case 'week':
      return Math.floor((day + 3) / 7);
    case 'month':
      return monthOf(day);
    case 'quarter':
      return Math.floor(monthOf(day) / 3);
    case 'year':
      return Math.floor(monthOf(day) / 12);
  }
}

/** The first instant of a unit. */
export function startOfUnit(unit: CalendarUnit, timeZone: string, number: number): Instant {
  switch (unit) {
    case 'day':
      return startOfDay(timeZone, number);
    case 'week':
      return startOfDay(timeZone, number * 7 - 3);
    case 'month':
      return startOfDay(timeZone, firstDayOfMonth(number));
    case 'quarter':
      return startOfDay(timeZone, firstDayOfMonth(number * 3));
    case 'year':
      return startOfDay(timeZone, firstDayOfMonth(number * 12));
  }
}

/** The number of the day that a date (`2026-03-29`) names. */
export function dayOfDate(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / days(1));
}

function monthOf(day: number): number {
  const date = new Date(days(day));
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

function firstDayOfMonth(month: number): number {
  return Math.floor(Date.UTC(1970, month, 1) / days(1));
}

/** Clocks are at most 14 hours before and 12 behind UTC. */
function dayAt(timeZone: string, at: Instant): number {
  const day = Math.floor(at / days(1));
  if (at >= startOfDay(timeZone, day + 1)) return day + 1;
  return at >= startOfDay(timeZone, day) ? day : day - 1;
}

/** Asking Temporal takes some 50 microseconds. Bounded: events may name any day. */
const starts = new Map<string, Map<number, Instant>>();
const mostStarts = 20_000;

function startOfDay(timeZone: string, day: number): Instant {
  let known = starts.get(timeZone);
  if (known === undefined) {
    known = new Map();
    starts.set(timeZone, known);
  }
  const found = known.get(day);
  if (found !== undefined) return found;
  if (known.size >= mostStarts) known.clear();
  const start = firstInstantOf(firstValidZone([timeZone]).zone, day);
  known.set(day, start);
  return start;
}

function firstInstantOf(zone: string, day: number): Instant {
  const date = Temporal.PlainDate.from('1970-01-01').add({ days: day });
  return date.toZonedDateTime(zone).epochMilliseconds;
}
