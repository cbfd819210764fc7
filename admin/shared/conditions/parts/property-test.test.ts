import assert from 'node:assert/strict';
import test from 'node:test';
import { propertyTest } from '#contracts/condition.ts';
import { operators, typed, withOperator } from './property-test.ts';

test('every change of operator keeps to the contract and to the value where it can', () => {
  // After "is known" there is no value to keep, and a list is then still empty.
  for (const from of operators.filter((operator) => !operator.endsWith('exists'))) {
    const start = withOperator({ name: 'total', operator: 'equals', value: '12' }, from);
    for (const to of operators) assert.ok(propertyTest.safeParse(withOperator(start, to)).success, `${from} to ${to}`);
  }
  const several = withOperator({ name: 'country', operator: 'equals', value: 'France' }, 'one_of');
  assert.deepEqual(several, { name: 'country', operator: 'one_of', value: ['France'] });
  assert.deepEqual(withOperator(several, 'contains'), { name: 'country', operator: 'contains', value: 'France' });
});

test('a typed value takes the type that the field was seen with', () => {
  assert.equal(typed('12.5', 'number'), 12.5);
  assert.equal(typed('twelve', 'number'), 'twelve');
  assert.equal(typed('true', 'boolean'), true);
  assert.equal(typed('12', undefined), '12');
});
