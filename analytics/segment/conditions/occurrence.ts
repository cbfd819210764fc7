import type { LeafCondition } from '#contracts/segment.ts';
import { rangeAt } from '#core/segment/window.ts';
import { groupByPerson } from '../current-profile.ts';
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
  const times =
    `SELECT profile, toUnixTimestamp64Milli(${end}(at)) AS time ` +
    `FROM ${happeningsSql({ source: 'event', match }, past, parameters)} GROUP BY profile`;
  const { from, to } = rangeAt(window, settings.timeZone, now);
  const isAfter = Number.isFinite(from) ? `${end}(found.time) >= ${parameters.bind('Int64', from)}` : 'true';
  const isWithin = `(${isAfter} AND ${end}(found.time) < ${parameters.bind('Int64', to)})`;
  const having = is === 'within' ? isWithin : `NOT ${isWithin}`;
  return `(profile GLOBAL IN (${groupByPerson(times, [], having)}))`;
}
