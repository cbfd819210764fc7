import type { Instant } from '#contracts/identifiers.ts';
import type { NumberComparison } from '#contracts/segment/aggregate.ts';
import type { TimeWindow } from '#contracts/segment/window.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import { type Counter, type Counting, type UnitForm, unitCounter } from '../counter.ts';
import { currentUnit, nextUnitChange, type Total, totalOf } from '../counters/by-unit.ts';
import type { Held } from '../counters/index.ts';
import { inTenThousandths, type Measure } from '../measure.ts';
import type { SegmentSettings } from '../segment-settings.ts';
import { spanOf } from '../time/window.ts';
import { heldOf, within } from './counting.ts';
import type { ConditionKind, Person } from './kind.ts';

/** What a condition compares with a number: what the values of some happenings come to, less that of others. */
export interface Amount {
  readonly aggregation: 'sum' | 'average' | 'minimum' | 'maximum' | 'distinct_count';
  readonly of: readonly AmountPart[];
  readonly comparison: NumberComparison;
  readonly number: number;
  readonly window: TimeWindow | undefined;
}

/** Several parts only of a sum. */
export interface AmountPart {
  readonly counted: Counting;
  readonly measure: Measure;
  readonly sign: 1 | -1;
}

const forms: { readonly [aggregation in Amount['aggregation']]: UnitForm } = {
  sum: 'sum',
  average: 'sum',
  minimum: 'minimum',
  maximum: 'maximum',
  distinct_count: 'distinct',
};

/** The kind of a condition that compares an amount. */
export function comparing<Condition extends LeafCondition>(
  amountOf: (condition: Condition, settings: SegmentSettings) => Amount,
): ConditionKind<Condition> {
  const counters = (condition: Condition, since: number, settings: SegmentSettings): readonly Counter[] => {
    const amount = amountOf(condition, settings);
    const parts = {
      form: forms[amount.aggregation],
      span: spanOf(amount.window),
      timeZone: settings.timeZone,
      ...(amount.aggregation === 'distinct_count' && { distinct: Math.floor(amount.number) + 1 }),
    };
    return amount.of.map(({ counted, measure }) =>
      unitCounter(within(counted, amount.window, settings.timeZone), { ...parts, measure }, since),
    );
  };
  const listsOf = (amount: Amount, condition: Condition, person: Person): readonly Held[] =>
    amount.of.map((_, index) => heldOf(person, condition, counters, index));
  const totalNow = (amount: Amount, condition: Condition, person: Person, now: Instant): Total =>
    totalAt(
      amount,
      listsOf(amount, condition, person),
      currentUnit(spanOf(amount.window), person.compiled.settings.timeZone, now),
    );
  return {
    counters,
    reads: () => [],
    holds: (condition, person, now) => {
      const amount = amountOf(condition, person.compiled.settings);
      return amountHolds(amount, totalNow(amount, condition, person, now));
    },
    nextFlip: (condition, person, now) => {
      const { settings } = person.compiled;
      const amount = amountOf(condition, settings);
      const lists = listsOf(amount, condition, person);
      const holds = (current: number) => amountHolds(amount, totalAt(amount, lists, current));
      return nextUnitChange(forms[amount.aggregation], lists, spanOf(amount.window), settings.timeZone, now, holds);
    },
    known: (condition, person, now) => {
      const amount = amountOf(condition, person.compiled.settings);
      return presentedValue(amount, totalNow(amount, condition, person, now));
    },
  };
}

function totalAt({ aggregation, of, window }: Amount, lists: readonly Held[], current: number): Total {
  const form = forms[aggregation];
  const span = spanOf(window);
  const totals = lists.map((held) => totalOf(form, held, span, current));
  const sum = totals.reduce((all, total, index) => all + (of[index]?.sign ?? 1) * total.sum, 0);
  return { ...(totals[0] ?? nothing), sum };
}

const nothing: Total = {
  sum: 0,
  count: 0,
  minimum: Number.POSITIVE_INFINITY,
  maximum: Number.NEGATIVE_INFINITY,
  distinct: 0,
};

export function amountHolds({ aggregation, comparison, number }: Amount, total: Total): boolean {
  const wanted = aggregation === 'distinct_count' ? number : inTenThousandths(number);
  switch (aggregation) {
    case 'sum':
      return compares(comparison, total.sum, wanted);
    case 'average':
      return total.count > 0 && compares(comparison, total.sum, wanted * total.count);
    case 'minimum':
      return total.count > 0 && compares(comparison, total.minimum, wanted);
    case 'maximum':
      return total.count > 0 && compares(comparison, total.maximum, wanted);
    case 'distinct_count':
      return compares(comparison, total.distinct, wanted);
  }
}

function compares(comparison: NumberComparison, value: number, wanted: number): boolean {
  switch (comparison) {
    case 'at_least':
      return value >= wanted;
    case 'at_most':
      return value <= wanted;
    case 'greater':
      return value > wanted;
    case 'less':
      return value < wanted;
    case 'exactly':
      return value === wanted;
  }
}

/** In the property's own unit; absent where there is none. */
function presentedValue({ aggregation }: Amount, total: Total): number | undefined {
  switch (aggregation) {
    case 'sum':
      return total.sum / 1e4;
    case 'average':
      return total.count === 0 ? undefined : Math.round(total.sum / total.count) / 1e4;
    case 'minimum':
      return total.count === 0 ? undefined : total.minimum / 1e4;
    case 'maximum':
      return total.count === 0 ? undefined : total.maximum / 1e4;
    case 'distinct_count':
      return total.distinct;
  }
}
