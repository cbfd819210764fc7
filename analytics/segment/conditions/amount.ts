import type { NumberComparison } from '#contracts/segment/aggregate.ts';
import { startOfUnit } from '#core/segment/calendar.ts';
import { type Amount, amountHolds } from '#core/segment/conditions/amount.ts';
import { currentUnit } from '#core/segment/counters/by-unit.ts';
import { inTenThousandths } from '#core/segment/measure.ts';
import { absoluteRange, everything, spanOf, type TimeRange } from '#core/segment/window.ts';
import { groupByPerson } from '../current-profile.ts';
import { happeningsSql, timeRangeSql } from '../happenings-sql.ts';
import { measureSql } from '../measure-sql.ts';
import type { Parameters } from '../parameters.ts';
import type { Asked } from '../segment-sql.ts';

const comparisons: { readonly [comparison in NumberComparison]: string } = {
  at_least: '>=',
  at_most: '<=',
  greater: '>',
  less: '<',
  exactly: '=',
};

/** What the values of some happenings come to, compared with a number. */
export function amountSql(amount: Amount, asked: Asked, parameters: Parameters): string {
  const { aggregation, number, of } = amount;
  const range = timeRangeSql(wholeUnits(amount, asked), parameters);
  const values = of.map(({ counted, measure, sign }) => {
    const each = `arrayJoin(${measureSql(measure, counted.product, parameters)})`;
    return `SELECT profile, ${sign} * ${each} AS value FROM ${happeningsSql(counted, range, parameters)}`;
  });
  const brought =
    'SELECT profile, sum(value) AS total, count() AS number_of, min(value) AS least, max(value) AS most, ' +
    `groupUniqArray(${mostDistinct})(value) AS different FROM (${values.join(' UNION ALL ')}) GROUP BY profile`;
  const wanted = parameters.bind('Float64', aggregation === 'distinct_count' ? number : inTenThousandths(number));
  const compared = `${found[aggregation]} ${comparisons[amount.comparison]} ${wanted}`;
  const having = aggregation === 'average' ? `${compared} * sum(found.number_of)` : compared;
  // Whoever has no value has no row, but a sum of 0 and no different ones.
  return amountHolds(amount, nothing)
    ? `(NOT profile GLOBAL IN (${groupByPerson(brought, [], `NOT (${having})`)}))`
    : `(profile GLOBAL IN (${groupByPerson(brought, [], having)}))`;
}

const nothing = { sum: 0, count: 0, minimum: 0, maximum: 0, distinct: 0 };

/** More than any condition compares with: lists that are cut off differ from no other one in the answer. */
const mostDistinct = 256;

const found: { readonly [aggregation in Amount['aggregation']]: string } = {
  sum: 'toFloat64(sum(found.total))',
  average: 'toFloat64(sum(found.total))',
  minimum: 'toFloat64(min(found.least))',
  maximum: 'toFloat64(max(found.most))',
  distinct_count: 'length(arrayDistinct(arrayFlatten(groupArray(found.different))))',
};

/** The window in whole units, as documents keep it. */
function wholeUnits({ window }: Amount, { now, settings: { timeZone } }: Asked): TimeRange {
  if (window?.type === 'absolute') return absoluteRange(window, timeZone);
  const { unit, oldest, newest } = spanOf(window);
  if (unit === undefined) return everything;
  const current = currentUnit(spanOf(window), timeZone, now);
  return {
    from: startOfUnit(unit, timeZone, current - oldest),
    to: startOfUnit(unit, timeZone, current - newest + 1),
  };
}
