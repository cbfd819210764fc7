import type { EventMatch, PropertyTest } from '#contracts/condition.ts';

export type Operator = PropertyTest['operator'];
export type Scalar = string | number | boolean;

/** In the order of the choice. */
export const operators: readonly Operator[] = [
  'equals',
  'not_equals',
  'one_of',
  'all_of',
  'none_of',
  'contains',
  'starts_with',
  'ends_with',
  'greater',
  'at_least',
  'less',
  'at_most',
  'between',
  'after',
  'before',
  'exists',
  'not_exists',
];

export function withName(test: PropertyTest, name: string): PropertyTest {
  return { ...test, name };
}

/** Keeps as much of the value as the new operator can use. */
export function withOperator(test: PropertyTest, operator: Operator): PropertyTest {
  const { name } = test;
  const first = firstValue(test);
  switch (operator) {
    case 'exists':
    case 'not_exists':
      return { name, operator };
    case 'one_of':
    case 'all_of':
    case 'none_of':
      return {
        name,
        operator,
        value: 'value' in test && Array.isArray(test.value) ? [...test.value] : first === '' ? [] : [first],
      };
    case 'between': {
      const from = Number.isFinite(Number(first)) ? Number(first) : 0;
      return { name, operator, value: test.operator === 'between' ? test.value : [from, from] };
    }
    case 'greater':
    case 'at_least':
    case 'less':
    case 'at_most':
      return { name, operator, value: Number.isFinite(Number(first)) && first !== '' ? Number(first) : 0 };
    default:
      return { name, operator, value: first };
  }
}

function firstValue(test: PropertyTest): Scalar {
  if (!('value' in test)) return '';
  return Array.isArray(test.value) ? (test.value[0] ?? '') : test.value;
}

/** What was typed, as the type that the field has been seen with; without that knowledge a text. */
export function typed(text: string, type: string | undefined): Scalar {
  if (type === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

export function newTest(): PropertyTest {
  return { name: '', operator: 'equals', value: '' };
}

export function newMatch(): EventMatch {
  return { event: '', where: [] };
}
