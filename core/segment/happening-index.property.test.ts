import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { PropertyTest } from '#contracts/condition.ts';
import { properties, propertyTests } from '#test/segment/property.ts';
import type { Counting } from './counter.ts';
import { newestCounter } from './counter.ts';
import { countersOf, indexCounters } from './happening-index.ts';
import { productsOf } from './measure.ts';
import { propertyHolds } from './property-test.ts';

const values = fc.constantFrom<string | number>('toys', 'books', '7', 7, 1.5, '1.5', 20);
const anchored: fc.Arbitrary<PropertyTest> = fc.oneof(
  fc.record({
    name: fc.constantFrom('size', 'revenue', 'products[].category', 'products[].price'),
    operator: fc.constantFrom('equals', 'greater', 'at_least', 'less', 'at_most'),
    value: values,
  }),
  fc.record({
    name: fc.constantFrom('size', 'products[].category'),
    operator: fc.constantFrom('one_of', 'all_of', 'none_of'),
    value: fc.array(values, { minLength: 1, maxLength: 3 }),
  }),
  fc.constantFrom<PropertyTest>(
    { name: 'size', operator: 'between', value: [1.5, 7] },
    { name: 'revenue', operator: 'between', value: [0, 5] },
  ),
);
const tests = fc.array(fc.oneof({ weight: 4, arbitrary: anchored }, propertyTests), { maxLength: 3 });
const countings: fc.Arbitrary<Counting> = fc
  .record({
    where: tests,
    product: fc.option(fc.array(propertyTests, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    within: fc.option(fc.constantFrom({ from: 0, to: 10 }, { from: 10, to: 20 }), { nil: undefined }),
  })
  .map(({ where, product, within }) => ({
    ...{ source: 'event' as const, match: { event: 'seen', where }, product },
    ...(within && { within }),
  }));

function counts({ match, product, within }: Counting, values: Parameters<typeof productsOf>[0], at: number): boolean {
  if (!match.where.every((test) => propertyHolds(test, values))) return false;
  if (product !== undefined && productsOf(values, product).length === 0) return false;
  return within === undefined || (within.from <= at && at < within.to);
}

test('the index finds the counters that count a happening, each once, and no other', () => {
  fc.assert(
    fc.property(
      fc.array(countings, { maxLength: 30, size: 'max' }),
      fc.array(properties, { minLength: 1, maxLength: 5 }),
      fc.nat(20),
      (countings, happened, at) => {
        const counters = new Map(
          countings.map((counting) => newestCounter(counting, 1, 1)).map((one) => [one.key, one]),
        );
        const index = indexCounters(counters.values());
        for (const values of happened) {
          const found = countersOf(index, { name: 'seen', properties: values, at }).map(({ key }) => key);
          const expected = [...counters.values()]
            .filter((counter) => counts(counter, values, at))
            .map(({ key }) => key);
          assert.deepEqual(found.sort(), expected.sort());
        }
      },
    ),
    { numRuns: 500 },
  );
});
