import type { Instant } from '#contracts/identifiers.ts';
import type { Counter, Units } from '#core/segment/counter.ts';
import { settleHeld } from '#core/segment/counters/index.ts';
import { startOfUnit, unitAt } from '#core/segment/time/calendar.ts';
import { happeningsSql } from './happenings-sql.ts';
import { measureSql } from './measure-sql.ts';
import type { Parameters } from './parameters.ts';

/**
 * What a counter would hold of the facts within `range` (a condition): a statement with rows of the column `owner` names
 * (none: one row for all), `key` and `held`, which `readHeld` makes sense of. `now` tells which units every window has
 * left.
 */
export function counterSql(
  counter: Counter,
  { range, owner, now }: { readonly range: string; readonly owner?: Owner; readonly now: Instant },
  parameters: Parameters,
): string {
  const happenings = happeningsSql(counter, `${range}${recentSql(counter.units, now, parameters)}`, parameters);
  const columns = owner === undefined ? [] : [`${owner.expression} AS ${owner.name}`];
  const group = owner === undefined ? '' : ` GROUP BY ${owner.name}`;
  const key = `${parameters.bind('String', counter.key)} AS key`;
  const time = 'toUnixTimestamp64Milli(at)';
  const whole = (held: string): string =>
    `SELECT ${[...columns, key, `${held} AS held`].join(', ')} FROM ${happenings}${group}`;
  switch (counter.form) {
    case 'newest':
      // Times are negated because the aggregate function keeps the least values.
      return whole(`arrayReverse(arrayMap(time -> -time, groupArraySorted(${counter.keep})(-${time})))`);
    case 'first':
      return whole(`groupArraySorted(1)(${time})`);
    default: {
      const values = counter.measure
        ? `arrayJoin(${measureSql(counter.measure, counter.product, parameters)})`
        : 'toInt64(1)';
      const each = [...columns, `${unitSql(counter.units, now, parameters)} AS unit`, `${values} AS value`];
      const names = owner === undefined ? [] : [owner.name];
      const entry = counter.form === 'distinct' ? distinctEntries(counter.keep) : entries[counter.form];
      // Over no rows there is one group all the same where the unit is a constant.
      const units =
        `SELECT ${[...names, 'unit', `${entry} AS entry`].join(', ')} ` +
        `FROM (SELECT ${each.join(', ')} FROM ${happenings}) GROUP BY ${[...names, 'unit'].join(', ')} HAVING count() > 0`;
      return `SELECT ${[...names, key, 'arrayFlatten(groupArray(entry)) AS held'].join(', ')} FROM (${units})${group}`;
    }
  }
}

interface Owner {
  readonly name: string;
  readonly expression: string;
}

const entries = {
  count: '[unit, toInt64(count())]',
  sum: '[unit, sum(value), toInt64(count())]',
  minimum: '[unit, min(value)]',
  maximum: '[unit, max(value)]',
} as const;

function distinctEntries(keep: number): string {
  return `arrayFlatten(arrayMap(one -> [unit, one], arraySlice(arraySort(groupUniqArray(value)), 1, ${keep})))`;
}

/** What a row of `counterSql` holds, as a document keeps it. Units come by their first instant. */
export function readHeld(counter: Counter, held: readonly number[], now: Instant): readonly number[] {
  const { units } = counter;
  if (units?.unit === undefined) return settleHeld(counter, held, now);
  const { unit, timeZone } = units;
  const width = counter.form === 'sum' ? 3 : 2;
  const named = held.map((value, index) => (index % width === 0 ? unitAt(unit, timeZone, value) : value));
  return settleHeld(counter, named, now);
}

/** Bounds of the units that may matter at `now`, and of two more for what is told while the answer is on its way. */
function boundsOf({ unit, timeZone, keep }: Units, now: Instant): readonly Instant[] {
  if (unit === undefined) return [];
  const current = unitAt(unit, timeZone, now);
  return Array.from({ length: keep + 4 }, (_, index) => startOfUnit(unit, timeZone, current - keep + index));
}

function unitSql(units: Units | undefined, now: Instant, parameters: Parameters): string {
  if (units?.unit === undefined) return 'toInt64(0)';
  return `roundDown(toUnixTimestamp64Milli(at), ${parameters.bind('Array(Int64)', boundsOf(units, now))})`;
}

function recentSql(units: Units | undefined, now: Instant, parameters: Parameters): string {
  const [oldest] = units === undefined ? [] : boundsOf(units, now);
  return oldest === undefined ? '' : ` AND at >= fromUnixTimestamp64Milli(${parameters.bind('Int64', oldest)}, 'UTC')`;
}
