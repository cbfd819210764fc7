import assert from 'node:assert/strict';
import test from 'node:test';
import type { PropertyTest } from '#contracts/condition.ts';
import type { JsonObject } from '#contracts/json.ts';
import { propertyHolds } from './property-test.ts';

const values: JsonObject = {
  city: 'Köln',
  age: 41,
  points: '1200.5',
  vip: true,
  nothing: null,
  tags: ['red', 'Blue', 7],
  address: { city: 'Bonn', lines: ['a', 'b'] },
  born: '1984-02-29',
  joined: '2024-05-01T10:00:00+02:00',
  seconds: 1_700_000_000,
  wrong: '2023-02-30',
};

const holding: readonly PropertyTest[] = [
  { name: 'city', operator: 'equals', value: 'Köln' },
  { name: 'city', operator: 'contains', value: 'KÖL' },
  { name: 'city', operator: 'greater', value: 'Kiel' },
  { name: 'age', operator: 'equals', value: '41' },
  { name: 'age', operator: 'at_least', value: 41 },
  { name: 'age', operator: 'at_most', value: 41 },
  { name: 'points', operator: 'greater', value: 1200 },
  { name: 'points', operator: 'less', value: 1201 },
  { name: 'vip', operator: 'equals', value: true },
  { name: 'vip', operator: 'equals', value: 'true' },
  { name: 'nothing', operator: 'not_exists' },
  { name: 'nothing', operator: 'not_equals', value: 'x' },
  { name: 'missing', operator: 'none_of', value: ['x'] },
  { name: 'tags', operator: 'exists' },
  { name: 'tags', operator: 'equals', value: 'Blue' },
  { name: 'tags', operator: 'contains', value: 'blu' },
  { name: 'tags', operator: 'one_of', value: ['green', 7] },
  { name: 'address.city', operator: 'one_of', value: ['Bonn', 'Berlin'] },
  { name: 'address', operator: 'exists' },
  { name: 'born', operator: 'before', value: '1984-02-29T00:00:00.001Z' },
  { name: 'joined', operator: 'before', value: '2024-05-01T08:00:01Z' },
  { name: 'joined', operator: 'after', value: '2024-05-01T07:59:59Z' },
  { name: 'seconds', operator: 'after', value: '2023-11-14' },
];

const failing: readonly PropertyTest[] = [
  { name: 'city', operator: 'equals', value: 'köln' },
  { name: 'city', operator: 'greater', value: 5 },
  { name: 'age', operator: 'greater', value: true },
  { name: 'age', operator: 'greater', value: 41 },
  { name: 'missing', operator: 'equals', value: 'x' },
  { name: 'missing', operator: 'contains', value: '' },
  { name: 'tags', operator: 'not_equals', value: 'red' },
  { name: 'tags', operator: 'none_of', value: ['red'] },
  { name: 'tags.0', operator: 'exists' },
  { name: 'toString', operator: 'exists' },
  { name: 'address.toString', operator: 'exists' },
  { name: 'address', operator: 'contains', value: 'Bonn' },
  { name: 'wrong', operator: 'before', value: '2030-01-01' },
  { name: 'born', operator: 'after', value: 'yesterday' },
  { name: 'born', operator: 'before', value: '1984-02-29' },
];

for (const condition of holding) {
  test(`holds: ${JSON.stringify(condition)}`, () => assert.equal(propertyHolds(condition, values), true));
}

for (const condition of failing) {
  test(`does not hold: ${JSON.stringify(condition)}`, () => assert.equal(propertyHolds(condition, values), false));
}

test('text is ordered by code point, as databases order it', () => {
  const above: PropertyTest = { name: 'text', operator: 'greater', value: '\uffee' };
  assert.equal(propertyHolds(above, { text: '😀' }), true);
});
