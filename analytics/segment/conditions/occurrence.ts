import type { LeafCondition } from '#contracts/segment.ts';
import { rangeAt } from '#core/segment/time/window.ts';
import { peopleHaving } from '../current-profile.ts';
import { happeningsSql, timeRangeSql } from '../happenings-sql.ts';
import type { Parameters } from '../parameters.ts';
import type { Asked } from '../segment-sql.ts';

type OccurrenceCondition = Extract<LeafCondition, { type: 'occurrence' }>;

/** When something happened for the first or last time. */
export function occurrenceSql(
  { which, match, is, window }: OccurrenceCondition,
  { now, settings }: Asked,
  parameters: Parameters,
): string {
  const past = timeRangeSql(rangeAt(undefined, settings.timeZone, now), parameters);
  const end = which === 'first' ? 'min' : 'max';
  const figures = { time: { of: `toUnixTimestamp64Milli(${end}(at))`, united: `${end}(found.time)` } };
  const { from, to } = rangeAt(window, settings.timeZone, now);
  const [first, last] = [Number.isFinite(from) && parameters.bind('Int64', from), parameters.bind('Int64', to)];
  const happenings = happeningsSql({ source: 'event', match }, past, parameters);
  const people = peopleHaving(happenings, figures, (figure) => {
    const isAfter = first === false ? 'true' : `${figure('time')} >= ${first}`;
    const isWithin = `(${isAfter} AND ${figure('time')} < ${last})`;
    return is === 'within' ? isWithin : `NOT ${isWithin}`;
  });
  return `(profile GLOBAL IN (${people}))`;
}
