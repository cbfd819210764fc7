import { Temporal } from 'temporal-polyfill';
import { firstValidZone } from '#core/zone.ts';

/** The last millisecond of a day (`YYYY-MM-DD`) in a zone, as ISO text. */
export function endOfDay(day: string, timeZone: string): string {
  const { zone } = firstValidZone([timeZone]);
  const next = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone);
  return new Date(next.epochMilliseconds - 1).toISOString();
}
