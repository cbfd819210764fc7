import type { CalendarDay } from '#contracts/calendar-day.ts';
import type { HolidayCalendar } from '#contracts/journey/calendar.ts';
import { days } from '../../duration.ts';
import { lunarMonths } from '../../profile/lunar-year.ts';
import { announced } from './chinese-holidays.ts';

interface YearOfHolidays {
  readonly off: ReadonlySet<string>;
  readonly worked: ReadonlySet<string>;
}

export type OwnDays = readonly CalendarDay[] | undefined;

const years = new Map<string, YearOfHolidays>();

/** Whether a day (`YYYY-MM-DD`) is a public holiday, the days that go with it included. What the workspace says comes first. */
export function isHoliday(_calendar: HolidayCalendar, day: string, own?: OwnDays): boolean {
  const said = ownDay(own, day);
  return said === undefined ? holidaysOf(day.slice(0, 4)).off.has(day) : said === 'off';
}

/** Whether offices work on a day: no weekend and no holiday, or a weekend day that makes up for one. What the workspace says comes first. */
export function isWorkday(calendar: HolidayCalendar, day: string, own?: OwnDays): boolean {
  const said = ownDay(own, day);
  if (said !== undefined) return said === 'worked';
  if (holidaysOf(day.slice(0, 4)).worked.has(day)) return true;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isHoliday(calendar, day);
}

/** Settings do not change within a release, so each list is read once. */
const readOwn = new WeakMap<readonly CalendarDay[], ReadonlyMap<string, CalendarDay['is']>>();

function ownDay(own: OwnDays, day: string): CalendarDay['is'] | undefined {
  if (own === undefined) return undefined;
  const read = readOwn.get(own) ?? new Map(own.map((one) => [one.day, one.is]));
  readOwn.set(own, read);
  return read.get(day);
}

function holidaysOf(year: string): YearOfHolidays {
  const known = years.get(year);
  if (known) return known;
  const said = announced[year];
  const made: YearOfHolidays = said
    ? { off: new Set(spread(year, said.off)), worked: new Set(spread(year, said.worked)) }
    : { off: new Set(statutory(Number(year))), worked: new Set() };
  years.set(year, made);
  return made;
}

function spread(year: string, text: string): string[] {
  return text.split(' ').flatMap((part) => {
    const [first = '', last = first] = part.split('..');
    return daysFrom(`${year}-${first}`, `${year}-${last}`);
  });
}

function daysFrom(first: string, last: string): string[] {
  const end = Date.parse(last);
  const all: string[] = [];
  for (let at = Date.parse(first); at <= end; at += days(1)) all.push(dayOf(at));
  return all;
}

/**
 * Of a year that is not announced: the days that the law names (全国年节及纪念日放假办法, as amended in 2024), without those that
 * are joined to them. Nobody can know the days that are worked instead.
 */
function statutory(year: number): string[] {
  const newYear = lunarDay(year, 1, 1);
  const lunar = [
    ...(newYear === undefined ? [] : [-1, 0, 1, 2].map((offset) => newYear + days(offset))),
    ...[lunarDay(year, 5, 5), lunarDay(year, 8, 15)].filter((at) => at !== undefined),
  ];
  const solar = ['01-01', tombSweeping(year), '05-01', '05-02', '10-01', '10-02', '10-03'];
  return [...solar.map((day) => `${year}-${day}`), ...lunar.map(dayOf)];
}

function lunarDay(year: number, month: number, day: number): number | undefined {
  const found = lunarMonths.find((one) => one.year === year && one.month === month && !one.leap);
  return found && found.start + days(day - 1);
}

/** The solar term Qingming by the formula of 寿星通用公式, which holds for the years 2000 to 2099. */
function tombSweeping(year: number): string {
  const short = year % 100;
  return `04-0${Math.floor(short * 0.2422 + 4.81) - Math.floor(short / 4)}`;
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
