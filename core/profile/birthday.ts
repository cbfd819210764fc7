import type { JsonObject } from '#contracts/json.ts';
import { days } from '../duration.ts';
import { lunarMonths } from './lunar-year.ts';

/** Of the Gregorian (solar) or the Chinese (lunar) calendar; the numbers are those of the calendar that is named. */
export interface Birthday {
  readonly calendar: 'solar' | 'lunar';
  readonly month: number;
  readonly day: number;
  /** Born in a leap month of the Chinese calendar. */
  readonly leapMonth: boolean;
}

const written = /^(?:\d{4}-|--)?(\d{1,2})-(\d{1,2})(?:T.*)?$/;

/**
 * What the traits say of a birthday: `birthday` as `YYYY-MM-DD`, `MM-DD` or `--MM-DD`, `birthdayCalendar` as `lunar` where
 * these are numbers of the Chinese calendar, `birthdayLeapMonth` where its month was a leap one. Undefined where they say none.
 */
export function birthdayOf({ birthday, birthdayCalendar, birthdayLeapMonth }: JsonObject): Birthday | undefined {
  const found = typeof birthday === 'string' ? written.exec(birthday.trim()) : null;
  const [month, day] = [Number(found?.[1]), Number(found?.[2])];
  const calendar = birthdayCalendar === 'lunar' ? 'lunar' : 'solar';
  const date = { calendar, month, day, leapMonth: calendar === 'lunar' && birthdayLeapMonth === true } as const;
  return isDayOfYear(date) ? date : undefined;
}

/** Whether its calendar has such a day in some year. */
export function isDayOfYear({ calendar, month, day }: Birthday): boolean {
  const longest = calendar === 'lunar' ? 30 : (daysOfMonths[month - 1] ?? 0);
  return month >= 1 && month <= 12 && day >= 1 && day <= longest;
}

const daysOfMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * The first day from `today` on on which it is her birthday; both `YYYY-MM-DD` of the Gregorian calendar. One of a leap month
 * is kept in the plain month in years without it, one of a day that the month has not on its last day. Undefined for a
 * lunar one after the last year that is known.
 */
export function nextBirthday(birthday: Birthday, today: string): string | undefined {
  const from = Date.parse(`${today}T00:00:00Z`);
  const next = birthday.calendar === 'lunar' ? nextLunar(birthday, from) : nextSolar(birthday, from);
  return next === undefined ? undefined : new Date(next).toISOString().slice(0, 10);
}

function nextSolar({ month, day }: Birthday, from: number): number {
  const thisYear = new Date(from).getUTCFullYear();
  const inYear = (year: number) => Math.min(Date.UTC(year, month - 1, day), Date.UTC(year, month, 0));
  return inYear(thisYear) >= from ? inYear(thisYear) : inYear(thisYear + 1);
}

function nextLunar({ month, day, leapMonth }: Birthday, from: number): number | undefined {
  const ofHers = lunarMonths.filter((one) => one.month === month);
  const kept = ofHers.filter(({ year, leap }) => {
    if (!leapMonth) return !leap;
    return leap || !ofHers.some((other) => other.year === year && other.leap);
  });
  return kept.map(({ start, length }) => start + days(Math.min(day, length) - 1)).find((at) => at >= from);
}
