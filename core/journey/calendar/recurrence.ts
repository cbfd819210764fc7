import { parseRecurrenceRule, type RecurrenceRule } from '#contracts/journey/recurrence-rule.ts';
import { days } from '../../duration.ts';

/** After so many periods without a day, a rule such as the 31st of February has none. */
const emptyPeriods = 1_000;

/**
 * The first local times of a schedule at or after `from`, ascending, at most `limit`; all as `YYYY-MM-DDTHH:MM`. The start is
 * the first occurrence only where the rule names it (RFC 5545 leaves open what else would be).
 */
export function occurrences(
  { start, rule: text }: { readonly start: string; readonly rule: string | null },
  from: string,
  limit: number,
): readonly string[] {
  if (text === null) return start >= from && limit > 0 ? [start] : [];
  const rule = parseRecurrenceRule(text);
  if (!rule) return [];
  const [firstDay = '', time = ''] = start.split('T');
  const found: string[] = [];
  let count = 0;
  let empty = 0;
  for (let period = 0; empty < emptyPeriods; period += 1) {
    const all = daysOfPeriod(rule, firstDay, period);
    const chosen = atPositions(all, rule.positions).filter((day) => day >= firstDay);
    empty = chosen.length === 0 ? empty + 1 : 0;
    for (const day of chosen) {
      count += 1;
      if ((rule.count !== undefined && count > rule.count) || (rule.until !== undefined && day > rule.until)) {
        return found;
      }
      if (`${day}T${time}` >= from) found.push(`${day}T${time}`);
      if (found.length >= limit) return found;
    }
  }
  return found;
}

/** The days of the `n`th period after that of the first day which the rule allows, ascending. */
function daysOfPeriod(rule: RecurrenceRule, firstDay: string, n: number): readonly string[] {
  const { first, last } = bounds(rule, dateOf(firstDay), n);
  const found: string[] = [];
  for (let at = first; at <= last; at += days(1)) {
    const date = new Date(at);
    if (isAllowed(rule, date, dateOf(firstDay))) found.push(date.toISOString().slice(0, 10));
  }
  return found;
}

function bounds({ frequency, interval }: RecurrenceRule, start: Date, n: number): { first: number; last: number } {
  const [year, month, day] = [start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate()];
  const step = interval * n;
  switch (frequency) {
    case 'DAILY': {
      const first = Date.UTC(year, month, day + step);
      return { first, last: first };
    }
    case 'WEEKLY': {
      const first = Date.UTC(year, month, day + step * 7 - (weekdayOf(start) - 1));
      return { first, last: first + days(6) };
    }
    case 'MONTHLY':
      return { first: Date.UTC(year, month + step, 1), last: Date.UTC(year, month + step + 1, 0) };
    case 'YEARLY':
      return { first: Date.UTC(year + step, 0, 1), last: Date.UTC(year + step, 11, 31) };
  }
}

function isAllowed(rule: RecurrenceRule, date: Date, start: Date): boolean {
  const { frequency, months, monthDays, weekdays } = rule;
  if (months.length > 0 && !months.includes(date.getUTCMonth() + 1)) return false;
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const day = date.getUTCDate();
  if (monthDays.length > 0 && !monthDays.includes(day) && !monthDays.includes(day - length - 1)) return false;
  if (weekdays.length > 0 && !weekdays.some((one) => isWeekday(one, rule, date))) return false;
  if (monthDays.length + weekdays.length > 0) return true;
  switch (frequency) {
    case 'DAILY':
      return true;
    case 'WEEKLY':
      return weekdayOf(date) === weekdayOf(start);
    case 'MONTHLY':
      return day === start.getUTCDate();
    case 'YEARLY':
      return day === start.getUTCDate() && (months.length > 0 || date.getUTCMonth() === start.getUTCMonth());
  }
}

/** The nth of the month, or of the year where a yearly rule names no month. */
function isWeekday(
  { weekday, nth }: RecurrenceRule['weekdays'][number],
  { frequency, months }: RecurrenceRule,
  date: Date,
): boolean {
  if (weekdayOf(date) !== weekday) return false;
  if (nth === undefined) return true;
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const inYear = frequency === 'YEARLY' && months.length === 0;
  const first = inYear ? Date.UTC(year, 0, 1) : Date.UTC(year, month, 1);
  const last = inYear ? Date.UTC(year, 11, 31) : Date.UTC(year, month + 1, 0);
  const fromStart = Math.floor((date.getTime() - first) / days(7)) + 1;
  const fromEnd = -(Math.floor((last - date.getTime()) / days(7)) + 1);
  return nth === fromStart || nth === fromEnd;
}

function atPositions(all: readonly string[], positions: readonly number[]): readonly string[] {
  if (positions.length === 0) return all;
  return all.filter((_, index) => positions.includes(index + 1) || positions.includes(index - all.length));
}

/** 1 is Monday. */
function weekdayOf(date: Date): number {
  return date.getUTCDay() || 7;
}

function dateOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
