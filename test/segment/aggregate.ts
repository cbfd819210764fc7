import fc from 'fast-check';
import type { NumberComparison } from '#contracts/segment/aggregate.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import { toNumber, toText } from '#core/segment/coerce.ts';
import { type Scalar, scalarsOf, valueAt } from '#core/segment/property-value.ts';
import { type Entry, type HappenedEntry, hasHappened } from './entry.ts';
import { eventMatches, isMatch } from './event.ts';
import type { TestedKind } from './kind.ts';
import { edgesOfWindow, isInWholeUnits, labelOfWindow, timeWindows } from './window.ts';

type AggregateCondition = Extract<LeafCondition, { type: 'aggregate' }>;

export const comparisons = fc.constantFrom<NumberComparison>('at_least', 'at_most', 'greater', 'less', 'exactly');

export function compares(comparison: NumberComparison, value: number, wanted: number): boolean {
  if (comparison === 'at_least') return value >= wanted;
  if (comparison === 'at_most') return value <= wanted;
  if (comparison === 'greater') return value > wanted;
  return comparison === 'less' ? value < wanted : value === wanted;
}

/** Whole ten-thousandths, exact however many are added. */
export function exact(value: Scalar | undefined): readonly bigint[] {
  const number = value === undefined ? undefined : toNumber(value);
  return number === undefined || Math.abs(number) >= 1e11 ? [] : [BigInt(Math.floor(number * 1e4 + 0.5))];
}

const eventsOf = ({ match }: AggregateCondition, history: readonly Entry[]): readonly HappenedEntry[] =>
  history.filter((entry): entry is HappenedEntry => hasHappened(entry) && isMatch(match, entry));

export const aggregate: TestedKind<AggregateCondition> = {
  arbitrary: fc
    .record({
      match: eventMatches,
      property: fc.constantFrom('size', 'size', 'a', 'products[].price', 'products[].category'),
      aggregation: fc.constantFrom('sum', 'average', 'minimum', 'maximum', 'distinct_count'),
      comparison: comparisons,
      number: fc.constantFrom(0, 1, 1.5, 2, 10, 15.01, 100),
      window: fc.option(timeWindows, { nil: undefined, freq: 4 }),
    })
    .map(({ window, ...rest }) => ({ type: 'aggregate' as const, ...rest, ...(window && { window }) })),
  label: ({ aggregation, window }) => `${aggregation} ${labelOfWindow(window)}`,
  holds: (condition, history, { now, settings }) => {
    const { aggregation, comparison, number, window, property } = condition;
    const scalars = eventsOf(condition, history)
      .filter(({ at }) => isInWholeUnits(window, at, now, settings.timeZone))
      .flatMap((entry) => (entry.type === 'event' ? scalarsOf(valueAt(entry.properties, property)) : []));
    if (aggregation === 'distinct_count') return compares(comparison, new Set(scalars.map(toText)).size, number);
    const values = scalars.flatMap(exact).map(Number);
    const sum = values.reduce((all, value) => all + value, 0);
    if (aggregation === 'sum') return compares(comparison, sum, number * 1e4);
    if (values.length === 0) return false;
    if (aggregation === 'average') return compares(comparison, sum, number * 1e4 * values.length);
    return compares(comparison, (aggregation === 'minimum' ? Math.min : Math.max)(...values), number * 1e4);
  },
  edges: (condition, history, { timeZone }) =>
    eventsOf(condition, history).flatMap(({ at }) => edgesOfWindow(condition.window, at, timeZone)),
};
