import type { Instant } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { AnniversaryTest } from '#contracts/segment/trait.ts';
import { days } from '../../duration.ts';
import { type Birthday, isDayOfYear, nextBirthday } from '../../profile/birthday.ts';
import { lunarMonths } from '../../profile/lunar-year.ts';
import { scalarsOf, valueAt } from '../property-value.ts';
import { addDays, dayIn, startOfDay } from './local-day.ts';

/** Month and day at the beginning of a text; understood alike by JavaScript and RE2. */
export const monthAndDayPattern = '^[ \\t]*(?:[0-9]{4}-|--)?([0-9]{1,2})-([0-9]{1,2})(?:[T \\t]|$)';
const monthAndDay = new RegExp(monthAndDayPattern);

/** The trait that says by which calendar a date is written, and the one that says that its month was a leap one. */
export function calendarTraits(name: string): { readonly calendar: string; readonly leapMonth: string } {
  return { calendar: `${name}Calendar`, leapMonth: `${name}LeapMonth` };
}

export function anniversaryHolds(test: AnniversaryTest, traits: JsonObject, zone: string, now: Instant): boolean {
  const today = dayIn(zone, now);
  const last = addDays(today, test.days);
  return datesOf(test, traits).some((date) => {
    if (test.operator === 'anniversary_in') return nextBirthday(date, last) === last;
    const next = nextBirthday(date, today);
    return next !== undefined && next <= last;
  });
}

/** The earliest instant after `now` at which its answer may change: a day begins or ends on which it holds. */
export function nextAnniversaryFlip(
  test: AnniversaryTest,
  traits: JsonObject,
  zone: string,
  now: Instant,
): Instant | undefined {
  const today = dayIn(zone, now);
  const last = addDays(today, test.days);
  const starts = datesOf(test, traits).flatMap((date) => {
    const isIn = test.operator === 'anniversary_in';
    const next = nextBirthday(date, isIn ? last : today);
    if (next === undefined) return [];
    if (next > last) return [addDays(next, -test.days)];
    return [addDays(isIn ? today : next, 1)];
  });
  const [first] = starts.sort();
  return first === undefined ? undefined : startOfDay(zone, first);
}

function datesOf(test: AnniversaryTest, traits: JsonObject): readonly Birthday[] {
  const beside = calendarTraits(test.name);
  const calendar = test.calendar ?? (valueAt(traits, beside.calendar) === 'lunar' ? 'lunar' : 'solar');
  const leapMonth = calendar === 'lunar' && valueAt(traits, beside.leapMonth) === true;
  return scalarsOf(valueAt(traits, test.name)).flatMap((value) => {
    const found = typeof value === 'string' ? monthAndDay.exec(value) : null;
    const date = { calendar, month: Number(found?.[1]), day: Number(found?.[2]), leapMonth } as const;
    return isDayOfYear(date) ? [date] : [];
  });
}

/** Months and days that return, as month times 100 plus day. */
export interface ReturningDates {
  readonly solar: readonly number[];
  /** Of plain and of leap months of the Chinese calendar. */
  readonly lunar: readonly number[];
  readonly leapMonth: readonly number[];
}

/** Every date whose anniversary makes a test hold where it is the day `today`: the same rule, read backwards. */
export function returningDates({ operator, days: count }: AnniversaryTest, today: string): ReturningDates {
  const first = operator === 'anniversary_in' ? count : 0;
  const dates = { solar: new Set<number>(), lunar: new Set<number>(), leapMonth: new Set<number>() };
  for (let ahead = first; ahead <= count; ahead += 1) addReturning(dates, addDays(today, ahead));
  return { solar: [...dates.solar], lunar: [...dates.lunar], leapMonth: [...dates.leapMonth] };
}

function addReturning(dates: { readonly [Kind in keyof ReturningDates]: Set<number> }, date: string): void {
  const at = Date.parse(`${date}T00:00:00Z`);
  const [month, day] = [Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  dates.solar.add(month * 100 + day);
  if (month === 2 && day === 28 && new Date(at + days(1)).getUTCDate() === 1) dates.solar.add(229);
  const lunar = lunarMonths.find(({ start, length }) => start <= at && at < start + days(length));
  if (lunar === undefined) return;
  const lunarDay = Math.round((at - lunar.start) / days(1)) + 1;
  const numbers = [lunarDay, ...(lunarDay === lunar.length ? [30] : [])].map((one) => lunar.month * 100 + one);
  const hasLeap = lunarMonths.some(({ year, month, leap }) => leap && year === lunar.year && month === lunar.month);
  for (const number of numbers) {
    if (!lunar.leap) dates.lunar.add(number);
    if (lunar.leap || !hasLeap) dates.leapMonth.add(number);
  }
}
