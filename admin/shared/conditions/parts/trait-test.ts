import type { PropertyTest } from '#contracts/condition.ts';
import type { TraitTest } from '#contracts/segment/trait.ts';
import { newTest, withOperator } from './property-test.ts';

export type DateTest = Exclude<TraitTest, PropertyTest>;

/** Operators that read a trait as a date, in the order of the choice. */
export const traitOperators = [
  'within_last',
  'within_next',
  'more_than_ago',
  'more_than_ahead',
  'anniversary_in',
  'anniversary_within',
] as const satisfies readonly DateTest['operator'][];

export function isDateTest(test: TraitTest): test is DateTest {
  return 'days' in test;
}

/** Keeps as much of the test as the new operator can use. */
export function withTraitOperator(test: TraitTest, operator: TraitTest['operator']): TraitTest {
  const { name } = test;
  const days = isDateTest(test) ? test.days : 7;
  switch (operator) {
    case 'within_last':
    case 'within_next':
    case 'more_than_ago':
    case 'more_than_ahead':
      return { name, operator, days: Math.max(1, days) };
    case 'anniversary_in':
    case 'anniversary_within':
      return { name, operator, days: Math.min(365, days) };
    default:
      return withOperator(isDateTest(test) ? { ...newTest(), name } : test, operator);
  }
}
