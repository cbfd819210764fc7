import type { Instant } from '#contracts/identifiers.ts';
import type { AnniversaryTest, RelativeTest, TraitTest } from '#contracts/segment/trait.ts';
import {
  calendarTraits,
  monthAndDayPattern,
  type ReturningDates,
  returningDates,
} from '#core/segment/time/anniversary.ts';
import { dayIn } from '#core/segment/time/local-day.ts';
import { distanceOf } from '#core/segment/time/relative-date.ts';
import { timeZoneNames } from '#core/segment/time/time-zone-names.ts';
import type { Parameters } from '../parameters.ts';
import { instantOf, propertySql, quoted, rawSql, someSql } from '../property-sql.ts';
import type { Asked } from '../segment-sql.ts';

export function traitSql(test: TraitTest, asked: Asked, parameters: Parameters): string {
  switch (test.operator) {
    case 'within_last':
    case 'within_next':
    case 'more_than_ago':
    case 'more_than_ahead':
      return relativeSql(test, asked.now, parameters);
    case 'anniversary_in':
    case 'anniversary_within':
      return anniversarySql(test, asked, parameters);
    default:
      return propertySql(test, 'traits', parameters);
  }
}

function relativeSql(test: RelativeTest, now: Instant, parameters: Parameters): string {
  const distance = distanceOf(test);
  const at = (moment: number): string => parameters.bind('Float64', moment);
  const raw = rawSql(test.name, 'traits', parameters);
  switch (test.operator) {
    case 'within_last':
      return someSql(raw, (x) => `${instantOf(x)} > ${at(now - distance)} AND ${instantOf(x)} <= ${at(now)}`);
    case 'within_next':
      return someSql(raw, (x) => `${instantOf(x)} > ${at(now)} AND ${instantOf(x)} <= ${at(now + distance)}`);
    case 'more_than_ago':
      return someSql(raw, (x) => `${instantOf(x)} <= ${at(now - distance)}`);
    case 'more_than_ahead':
      return someSql(raw, (x) => `${instantOf(x)} > ${at(now + distance)}`);
  }
}

/**
 * At one moment it is one of three days at most in all zones of the world; for each of these the dates that return are
 * worked out here, so that ClickHouse needs to know neither zones nor calendars.
 */
function anniversarySql(test: AnniversaryTest, { now, settings }: Asked, parameters: Parameters): string {
  const here = dayIn(settings.timeZone, now);
  const zones = Map.groupBy(timeZoneNames, (zone) => dayIn(zone, now));
  const elsewhere = [...zones].filter(([day]) => day !== here);
  const dateOf = (x: string): string => {
    const found = `extractGroups(JSONExtractString(${x}), '${quoted(monthAndDayPattern)}')`;
    return `(toUInt16OrZero(${found}[1]) * 100 + toUInt16OrZero(${found}[2]))`;
  };
  const raw = rawSql(test.name, 'traits', parameters);
  const returns = (day: string): string => {
    const dates = returningDates(test, day);
    const among = (kind: keyof ReturningDates): string =>
      someSql(
        raw,
        (x) => `startsWith(${x}, '"') AND has(${parameters.bind('Array(UInt16)', dates[kind])}, ${dateOf(x)})`,
      );
    if (test.calendar === 'solar') return among('solar');
    const beside = calendarTraits(test.name);
    const isLeapMonth = `${rawSql(beside.leapMonth, 'traits', parameters)} = 'true'`;
    const lunar = `if(${isLeapMonth}, ${among('leapMonth')}, ${among('lunar')})`;
    if (test.calendar === 'lunar') return lunar;
    return `if(${rawSql(beside.calendar, 'traits', parameters)} = '"lunar"', ${lunar}, ${among('solar')})`;
  };
  const cases = elsewhere.flatMap(([day, names]) => [
    `has(${parameters.bind('Array(String)', names)}, time_zone)`,
    returns(day),
  ]);
  return cases.length === 0 ? returns(here) : `multiIf(${[...cases, returns(here)].join(', ')})`;
}
