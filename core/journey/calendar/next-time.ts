import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#contracts/identifiers.ts';
import type { DayRule } from '#contracts/journey/calendar.ts';
import { instantOf } from '../../zone.ts';
import { isHoliday, isWorkday, type OwnDays } from './holidays.ts';

export interface TimeRule {
  readonly days: number;
  readonly on: DayRule;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** No rule of days leaves out more than a year. */
const mostDays = 400;

/**
 * The first moment at or after `arrivedAt` that a rule allows: at least so many calendar days later, on a day that it
 * allows, in its window of the day. A window that passes midnight belongs to the day on which it begins. Undefined where no
 * day is allowed. `own` are the workspace's days off and working days.
 */
export function nextTime(arrivedAt: Instant, zone: string, rule: TimeRule, own?: OwnDays): Instant | undefined {
  const here = Temporal.Instant.fromEpochMilliseconds(arrivedAt).toZonedDateTimeISO(zone);
  const until = rule.until === undefined ? undefined : Temporal.PlainTime.from(rule.until);
  const from = rule.from ? Temporal.PlainTime.from(rule.from) : until ? new Temporal.PlainTime() : here.toPlainTime();
  const overnight = until !== undefined && Temporal.PlainTime.compare(until, from) <= 0;
  const first = here.toPlainDate().add({ days: rule.days });
  for (let offset = overnight && rule.days === 0 ? -1 : 0; offset <= mostDays; offset += 1) {
    const date = first.add({ days: offset });
    if (!isAllowed(rule.on, date, own)) continue;
    const start = instantOf(date, from, zone);
    if (start >= arrivedAt) return start;
    if (until && arrivedAt < instantOf(overnight ? date.add({ days: 1 }) : date, until, zone)) return arrivedAt;
  }
  return undefined;
}

function isAllowed(on: DayRule, date: Temporal.PlainDate, own: OwnDays): boolean {
  switch (on.type) {
    case 'any':
      return true;
    case 'weekdays':
      return (
        on.weekdays.includes(date.dayOfWeek) && (on.except === undefined || !isHoliday(on.except, date.toString(), own))
      );
    case 'workdays':
      return isWorkday(on.calendar, date.toString(), own);
    case 'holidays':
      return isHoliday(on.calendar, date.toString(), own);
  }
}
