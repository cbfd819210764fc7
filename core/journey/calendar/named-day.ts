import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#contracts/identifiers.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import { birthdayOf, nextBirthday } from '../../profile/birthday.ts';
import { toInstant } from '../../segment/time/iso-instant.ts';
import { instantOf } from '../../zone.ts';

export interface NamedDayRule {
  readonly repeat: 'once' | 'yearly';
  readonly calendar: 'solar' | 'lunar' | 'told';
  readonly offsetDays: number;
  /** `HH:MM` of her own day. */
  readonly time: string;
}

/**
 * The moment of the day that `value` names, with the offset of the rule. Of a day that comes each year it is the next one
 * after `after`; of one that comes once it may be over. Undefined where the value names no day. `traits` tell whether a
 * birthday is one of the Chinese calendar.
 */
export function momentOf(
  value: Json | undefined,
  rule: NamedDayRule,
  { after, zone, traits }: { readonly after: Instant; readonly zone: string; readonly traits: JsonObject },
): Instant | undefined {
  const time = Temporal.PlainTime.from(rule.time);
  if (rule.repeat === 'once') {
    const day = dayOf(value, zone);
    return day && instantOf(day.add({ days: rule.offsetDays }), time, zone);
  }
  const birthday = birthdayOf({
    birthday: yearlyText(value, zone),
    birthdayCalendar: rule.calendar === 'told' ? (traits.birthdayCalendar ?? null) : rule.calendar,
    birthdayLeapMonth: traits.birthdayLeapMonth ?? null,
  });
  if (!birthday) return undefined;
  const today = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).toPlainDate();
  for (const extra of [0, 1]) {
    const next = nextBirthday(birthday, today.add({ days: extra - rule.offsetDays }).toString());
    if (next === undefined) return undefined;
    const at = instantOf(Temporal.PlainDate.from(next).add({ days: rule.offsetDays }), time, zone);
    if (at > after) return at;
  }
  return undefined;
}

const plainDay = /^\d{4}-\d{2}-\d{2}$/;

/** A day as it is written belongs to everybody's calendar; an instant is the day that it is where she is. */
function dayOf(value: Json | undefined, zone: string): Temporal.PlainDate | undefined {
  const at = value === undefined ? undefined : toInstant(value);
  if (at === undefined) return undefined;
  if (typeof value === 'string' && plainDay.test(value)) return Temporal.PlainDate.from(value);
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
}

function yearlyText(value: Json | undefined, zone: string): Json {
  if (typeof value === 'string') return value;
  return dayOf(value, zone)?.toString() ?? null;
}
