import fc from 'fast-check';
import type { PropertyTest } from '#contracts/condition.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import { days } from '#core/duration.ts';
import { origin } from './origin.ts';

const text = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'a',
      'A',
      'ab',
      'É',
      'é',
      '',
      '1',
      '1.0',
      '10',
      '9',
      'true',
      'FALSE',
      '0',
      'ΑΣ',
      '😀',
      '\uffee',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '2026-03-28',
      '2026-03-29T00:30:00Z',
      '2026-03-29T02:30:00.5+02:00',
      '2026-02-30',
      '1e3',
      '1e+21',
      '{"a":1}',
      '[1]',
      'null',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
  {
    weight: 1,
    arbitrary: fc
      .date({ min: new Date(origin - days(400_000)), max: new Date(origin + days(90_000)), noInvalidDate: true })
      .map((date) => date.toISOString()),
  },
);

/** Whole numbers of 2^64 and more are left out: ClickHouse takes JSON text with one for no JSON at all. */
const number = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(0, 1, -1, 9, 10, 1.5, 1e21, 1e-7, 1e11, 1_774_744_200, 1_774_744_200_000) },
  {
    weight: 1,
    arbitrary: fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((value) => Math.abs(value) < 1e19 || Math.abs(value) >= 1e21),
  },
);
const scalar = fc.oneof(
  { weight: 3, arbitrary: text },
  { weight: 2, arbitrary: number },
  { weight: 1, arbitrary: fc.boolean() },
);
const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 8, arbitrary: scalar },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.array(fc.oneof(scalar, fc.constantFrom(null, { a: 1 }, ['a'])), { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('a', 'b'), scalar, { maxKeys: 2 }) },
);

const keys = ['a', 'b', 'size', "o'k"] as const;
const amount = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Json>(0, 1, 2, 1.5, 5, 9.99, 19.99, '12.5', 20) },
  { weight: 1, arbitrary: fc.constantFrom<Json>(-3, 0.00005, 1e11, '1e3', 'x', null, true, [7]) },
);
const product = fc.record(
  {
    category: fc.constantFrom<Json>('toys', 'toys', 'books', 7, ['toys', 'books']),
    price: amount,
    quantity: amount,
    size: value,
  },
  { requiredKeys: [] },
);
const products = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.oneof({ weight: 9, arbitrary: product }, value), { maxLength: 3 }) },
  { weight: 1, arbitrary: value },
);
const ofOrders = fc.record({ revenue: amount, total: amount, value: amount, products }, { requiredKeys: [] });

export const properties: fc.Arbitrary<JsonObject> = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 3 }),
    fc.option(ofOrders, { nil: {} as JsonObject, freq: 2 }),
    fc.option(fc.record({ size: fc.oneof(amount, fc.array(amount, { maxLength: 3 })) }), { nil: {} as JsonObject }),
  )
  .map((parts) => Object.assign({}, ...parts));
const path = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<string>(...keys) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'a.b',
      'b.a',
      'toString',
      'a.',
      'products[].category',
      'products[].price',
      'b[].a',
      'a[]',
    ),
  },
);

export const propertyTests: fc.Arbitrary<PropertyTest> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      name: path,
      operator: fc.constantFrom(
        'equals',
        'not_equals',
        'greater',
        'at_least',
        'less',
        'at_most',
        'contains',
        'starts_with',
        'ends_with',
        'before',
        'after',
      ),
      value: scalar,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      name: path,
      operator: fc.constantFrom('one_of', 'all_of', 'none_of'),
      value: fc.array(scalar, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      name: path,
      operator: fc.constant('between' as const),
      value: fc.tuple(number, number).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]),
    }),
  },
  { weight: 1, arbitrary: fc.record({ name: path, operator: fc.constantFrom('exists', 'not_exists') }) },
);
