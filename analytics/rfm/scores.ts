import type { RfmBoundaries, RfmCell } from '#contracts/rfm.ts';
import { orderSummaries } from './order-summary.ts';

/** Whole days since `last_at`; see core/rfm/score.ts. */
export const daysSinceOrder = `greatest(0, intDiv({now:Int64} - toUnixTimestamp64Milli(last_at), 86400000))`;

const passed = (value: string, boundaries: string) => `arrayCount(one -> ${value} >= one, ${boundaries})`;

/**
 * What core/rfm says of one person, of all: rows of (person, orders, value, last_at, days, recency, frequency, monetary), as
 * a subquery. Binds {workspace:UInt32}, {now:Int64} and what `boundaryParameters` holds.
 */
export const rfmScoresSql = `(
  SELECT person, orders, value, last_at, ${daysSinceOrder} AS days,
    5 - ${passed('days', '{recencyDays:Array(Float64)}')} AS recency,
    1 + ${passed('orders', '{frequency:Array(Float64)}')} AS frequency,
    1 + ${passed('value', '{monetary:Array(Float64)}')} AS monetary
  FROM ${orderSummaries()})`;

export function boundaryParameters({ recencyDays, frequency, monetary }: RfmBoundaries) {
  return { recencyDays, frequency, monetary };
}

/** Whoever is in one of the cells: a statement with rows of `person`. Binds what `rfmScoresSql` does, and {rfmCells:Array(String)}. */
export const peopleInCellsSql = `
  SELECT person FROM ${rfmScoresSql}
  WHERE has({rfmCells:Array(String)}, concat(toString(recency), toString(frequency)))
    OR has({rfmCells:Array(String)}, concat(toString(recency), toString(frequency), toString(monetary)))`;

export function cellNames(cells: readonly RfmCell[]): readonly string[] {
  return cells.map(({ recency, frequency, monetary = '' }) => `${recency}${frequency}${monetary}`);
}
