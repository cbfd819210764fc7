import fc from 'fast-check';
import type { Instant } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { AnniversaryTest, RelativeTest, TraitTest } from '#contracts/segment/trait.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import { days } from '#core/duration.ts';
import { lunarMonths } from '#core/profile/lunar-year.ts';
import { propertyHolds } from '#core/segment/property-test.ts';
import { scalarsOf, valueAt } from '#core/segment/property-value.ts';
import { toInstant } from '#core/segment/time/iso-instant.ts';
import { addDays, startOfDay } from '#core/segment/time/local-day.ts';
import type { Entry } from './entry.ts';
import type { Asked, TestedKind } from './kind.ts';
import { propertyTests } from './property.ts';
import { toldOf } from './told.ts';

const relativeTests: fc.Arbitrary<RelativeTest> = fc.record({
  name: fc.constantFrom('seen', 'seen', 'seen', 'a', 'a.b'),
  operator: fc.constantFrom('within_last', 'within_next', 'more_than_ago', 'more_than_ahead'),
  days: fc.constantFrom(0.5, 1, 2, 20_000),
});
const anniversaryTests: fc.Arbitrary<AnniversaryTest> = fc
  .record({
    name: fc.constant('born'),
    operator: fc.constantFrom('anniversary_in', 'anniversary_within'),
    days: fc.constantFrom(0, 0, 1, 2, 7, 365),
    calendar: fc.constantFrom(undefined, undefined, 'solar', 'lunar'),
  })
  .map(({ calendar, ...test }) => ({ ...test, ...(calendar !== undefined && { calendar }) }));

/** Operators of properties are held against each other one by one by a test of their own. */
const negative = new Set(['not_equals', 'none_of', 'not_exists']);

const isRelative = (test: TraitTest): test is RelativeTest =>
  ['within_last', 'within_next', 'more_than_ago', 'more_than_ahead'].includes(test.operator);
const isAnniversary = (test: TraitTest): test is AnniversaryTest => test.operator.startsWith('anniversary');

export const trait: TestedKind<Extract<LeafCondition, { type: 'trait' }>> = {
  arbitrary: fc
    .oneof<fc.Arbitrary<TraitTest>[]>(propertyTests, relativeTests, anniversaryTests)
    .map((test) => ({ type: 'trait' as const, test })),
  label: ({ test }) => {
    if (isRelative(test)) return test.operator;
    if (isAnniversary(test)) return `${test.operator} ${test.calendar ?? 'told'}`;
    return negative.has(test.operator) ? 'negated test' : 'test';
  },
  holds: ({ test }, history, asked) => {
    const traits = traitsOf(history);
    if (isRelative(test)) return relativeReference(test, traits, asked.now);
    if (isAnniversary(test)) return anniversaryReference(test, traits, toldOf(history).timeZone, asked);
    return propertyHolds(test, traits);
  },
  edges: ({ test }, history, settings) => {
    if (isRelative(test)) {
      const distance = days(test.days);
      return history.flatMap((entry) =>
        entry.type === 'traits'
          ? scalarsOf(valueAt(entry.traits, test.name))
              .flatMap((value) => toInstant(value) ?? [])
              .flatMap((at) => [at, at + distance, at - distance])
              .map(Math.ceil)
              .filter((at) => Math.abs(at) < 4e12)
          : [],
      );
    }
    if (!isAnniversary(test)) return [];
    const zones = history.flatMap((entry) => (entry.type === 'told' ? (entry.told.timeZone ?? []) : []));
    return [settings.timeZone, ...zones.filter((zone) => zone.includes('/') && zone !== 'Nowhere/City')].flatMap(
      (zone) => [0, 1, 2, 3].map((ahead) => startOfDay(zone, addDays('2026-03-28', ahead))),
    );
  },
};

function relativeReference({ name, operator, days: count }: RelativeTest, traits: JsonObject, now: Instant): boolean {
  return scalarsOf(valueAt(traits, name)).some((value) => {
    const at = toInstant(value);
    if (at === undefined) return false;
    const isFar =
      operator.endsWith('ago') || operator === 'within_last' ? at <= now - days(count) : at > now + days(count);
    if (operator.startsWith('more')) return isFar;
    return !isFar && (operator === 'within_last' ? at <= now : at > now);
  });
}

/** Goes through the days one by one and asks each whether it is the anniversary. */
function anniversaryReference(
  { name, operator, days: count, calendar }: AnniversaryTest,
  traits: JsonObject,
  timeZone: string | undefined,
  { now, settings }: Asked,
): boolean {
  const zone = timeZone?.includes('/') && timeZone !== 'Nowhere/City' ? timeZone : settings.timeZone;
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const [day, month, year] = parts.format(now).split('/').map(Number);
  const today = Date.UTC(year ?? 0, (month ?? 1) - 1, day);
  const isLunar = (calendar ?? (traits.bornCalendar === 'lunar' ? 'lunar' : 'solar')) === 'lunar';
  const ahead = Array.from({ length: count + 1 }, (_, index) => index).filter(
    (index) => operator === 'anniversary_within' || index === count,
  );
  return scalarsOf(valueAt(traits, name)).some((value) => {
    const found = /^\s*(?:\d{4}-|--)?(\d{1,2})-(\d{1,2})(?![0-9])/.exec(typeof value === 'string' ? value : '');
    if (found === null) return false;
    const [wantedMonth, wantedDay] = [Number(found[1]), Number(found[2])];
    return ahead.some((index) => {
      const at = today + days(index);
      return isLunar
        ? isLunarDay(at, wantedMonth, wantedDay, traits.bornLeapMonth === true)
        : isSolarDay(new Date(at), wantedMonth, wantedDay);
    });
  });
}

function isSolarDay(date: Date, month: number, day: number): boolean {
  if (date.getUTCMonth() + 1 !== month) return false;
  const isLeapYear = new Date(Date.UTC(date.getUTCFullYear(), 1, 29)).getUTCMonth() === 1;
  const kept = month === 2 && day === 29 && !isLeapYear ? 28 : day;
  return date.getUTCDate() === kept;
}

function isLunarDay(at: Instant, month: number, day: number, bornInLeap: boolean): boolean {
  if (day < 1 || day > 30) return false;
  return lunarMonths.some((one) => {
    if (one.month !== month || one.start + days(Math.min(day, one.length) - 1) !== at) return false;
    const inYear = lunarMonths.filter((other) => other.year === one.year && other.month === month);
    return one.leap === (bornInLeap && inYear.length > 1);
  });
}

export function traitsOf(history: readonly Entry[]): JsonObject {
  return Object.assign({}, ...history.map((entry) => (entry.type === 'traits' ? entry.traits : {})));
}
