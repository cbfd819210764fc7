import type { NumberComparison } from '#contracts/segment/aggregate.ts';
import { type Amount, amountHolds } from '#core/segment/conditions/amount.ts';
import { currentUnit } from '#core/segment/counters/by-unit.ts';
import { inTenThousandths } from '#core/segment/measure.ts';
import { startOfUnit } from '#core/segment/time/calendar.ts';
import { absoluteRange, everything, spanOf, type TimeRange } from '#core/segment/time/window.ts';
import { type GroupFigure, peopleHaving } from '../current-profile.ts';
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
  const wanted = parameters.bind('Float64', aggregation === 'distinct_count' ? number : inTenThousandths(number));
  const holds = (figure: (name: string) => string): string => {
    const compared = `${comparedOf(aggregation, figure)} ${comparisons[amount.comparison]} ${wanted}`;
    return aggregation === 'average' ? `${compared} * ${figure('number_of')}` : compared;
  };
  // Whoever has no value has no row, but a sum of 0 and no different ones.
  const isBlankInside = amountHolds(amount, nothing);
  const having = isBlankInside ? (figure: (name: string) => string) => `NOT (${holds(figure)})` : holds;
  const people = peopleHaving(`(${values.join(' UNION ALL ')})`, figuresOf(aggregation), having);
  return `(${isBlankInside ? 'NOT ' : ''}profile GLOBAL IN (${people}))`;
}

const nothing = { sum: 0, count: 0, minimum: 0, maximum: 0, distinct: 0 };

/** More than any condition compares with: lists that are cut off differ from no other one in the answer. */
const mostDistinct = 256;

function figuresOf(aggregation: Amount['aggregation']): { readonly [name: string]: GroupFigure } {
  switch (aggregation) {
    case 'sum':
      return { total };
    case 'average':
      return { total, number_of: { of: 'count()', united: 'sum(found.number_of)' } };
    case 'minimum':
      return { least: { of: 'min(value)', united: 'min(found.least)' } };
    case 'maximum':
      return { most: { of: 'max(value)', united: 'max(found.most)' } };
    case 'distinct_count':
      return {
        different: {
          of: `groupUniqArray(${mostDistinct})(value)`,
          united: 'arrayDistinct(arrayFlatten(groupArray(found.different)))',
        },
      };
  }
}

const total: GroupFigure = { of: 'sum(value)', united: 'sum(found.total)' };

function comparedOf(aggregation: Amount['aggregation'], figure: (name: string) => string): string {
  switch (aggregation) {
    case 'sum':
    case 'average':
      return `toFloat64(${figure('total')})`;
    case 'minimum':
      return `toFloat64(${figure('least')})`;
    case 'maximum':
      return `toFloat64(${figure('most')})`;
    case 'distinct_count':
      return `length(${figure('different')})`;
  }
}

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
