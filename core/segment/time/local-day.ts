import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#contracts/identifiers.ts';
import { days } from '../../duration.ts';
import type { ProfileState } from '../../state.ts';
import { instantOf } from '../../zone.ts';
import type { SegmentSettings } from '../segment-settings.ts';
import { timeZoneNames } from './time-zone-names.ts';

/** Her own zone where she has one whose name is known, else the workspace's. */
export function zoneOf(
  { timeZone }: Pick<ProfileState, 'timeZone'>,
  settings: Pick<SegmentSettings, 'timeZone'>,
): string {
  return timeZone !== undefined && timeZoneNames.has(timeZone) ? timeZone : settings.timeZone;
}

/** A formatter takes about 50 microseconds to make; there are no more of them than names of zones. */
const calendars = new Map<string, Intl.DateTimeFormat>();

/** The day in a zone at an instant, `YYYY-MM-DD`. */
export function dayIn(timeZone: string, at: Instant): string {
  const known = calendars.get(timeZone);
  const calendar = known ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  if (known === undefined) calendars.set(timeZone, calendar);
  return calendar.format(at);
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days(count)).toISOString().slice(0, 10);
}

/** The first instant of a day in a zone. */
export function startOfDay(timeZone: string, day: string): Instant {
  return instantOf(Temporal.PlainDate.from(day), midnight, timeZone);
}

const midnight = new Temporal.PlainTime();
