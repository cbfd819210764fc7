import type { Frequency } from '#contracts/segment/frequency.ts';
import type { Counting } from '#core/segment/counter.ts';
import { rangeAt, windowOf } from '#core/segment/window.ts';
import { peopleHaving } from '../current-profile.ts';
import { happeningsSql, timeRangeSql } from '../happenings-sql.ts';
import type { Parameters } from '../parameters.ts';
import type { Asked } from '../segment-sql.ts';

/** How often something happened. People without a single happening have no row to be counted, so "few" is said as "not many". */
export function frequencySql(counting: Counting, frequency: Frequency, asked: Asked, parameters: Parameters): string {
  const { comparison, times } = frequency;
  const counted = (comparison: '>=' | '>' | '='): string =>
    countedSql(counting, frequency, comparison, asked, parameters);
  switch (comparison) {
    case 'at_least':
      return times === 0 ? 'true' : counted('>=');
    case 'at_most':
      return `NOT ${counted('>')}`;
    case 'exactly':
      return times === 0 ? `NOT ${counted('>')}` : counted('=');
  }
}

function countedSql(
  counting: Counting,
  frequency: Frequency,
  comparison: string,
  { now, settings }: Asked,
  parameters: Parameters,
): string {
  const range = timeRangeSql(rangeAt(windowOf(frequency), settings.timeZone, now), parameters);
  const limit = parameters.bind('UInt64', frequency.times);
  const figures = { times: { of: 'count()', united: 'sum(found.times)' } };
  const happenings = happeningsSql(counting, range, parameters);
  return `(profile GLOBAL IN (${peopleHaving(happenings, figures, (figure) => `${figure('times')} ${comparison} ${limit}`)}))`;
}
