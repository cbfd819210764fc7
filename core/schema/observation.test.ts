import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Json, JsonObject } from '#contracts/json.ts';
import {
  distinctValues,
  type FieldObservation,
  keptValues,
  learnedType,
  mergeObservations,
  nothingSeen,
  sharedValues,
  withoutPrivateTexts,
} from './observation.ts';
import { createObserver } from './observe.ts';

const scalar = fc.oneof(
  fc.constantFrom<Json>('red', 'green', '', 'GB', 'EUR', '2026-03-01', '2026-03-01T10:00:00Z', 'a@example.com', null),
  fc.integer({ min: -5, max: 300 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
  fc.boolean(),
  fc.string({ maxLength: 4 }),
);
const properties: fc.Arbitrary<JsonObject> = fc.record(
  {
    colour: scalar,
    price: scalar,
    products: fc.array(fc.record({ sku: scalar }), { maxLength: 3 }),
    address: fc.record({ city: scalar }),
  },
  { requiredKeys: [] },
);
const sighting = fc.record({ properties, owner: fc.constantFrom('ann', 'bob', 'cho') });
const sightings = fc.array(sighting, { maxLength: 40 });

function observe(seen: readonly { properties: JsonObject; owner: string }[], path = 'colour'): FieldObservation {
  const observer = createObserver('event');
  for (const one of seen) observer.note(one.properties, one.owner);
  return observer.fields().get(path) ?? nothingSeen;
}

test('observations merge in any grouping and order, and end as if all had been seen at once', () => {
  for (const path of ['colour', 'price', 'products[].sku', 'address.city']) {
    fc.assert(
      fc.property(sightings, sightings, sightings, (first, second, third) => {
        const [a, b, c] = [observe(first, path), observe(second, path), observe(third, path)];
        const left = mergeObservations(mergeObservations(a, b), c);
        assert.deepEqual(left, mergeObservations(a, mergeObservations(b, c)));
        assert.deepEqual(mergeObservations(a, b), mergeObservations(b, a));
        assert.deepEqual(mergeObservations(a, nothingSeen), a);
        assert.deepEqual(left, observe([...first, ...second, ...third], path));
      }),
    );
  }
});

test('the learned type holds every value, whatever the order', () => {
  const typeOf = (...values: Json[]) =>
    learnedType(observe(values.map((colour) => ({ properties: { colour }, owner: 'ann' }))));
  assert.equal(typeOf(), 'unknown');
  assert.equal(typeOf(null), 'unknown');
  assert.equal(typeOf(1, 2), 'integer');
  assert.equal(typeOf(2.5, 1), 'number');
  assert.equal(typeOf('2026-03-01'), 'date');
  assert.equal(typeOf('2026-03-01T10:00:00Z', '2026-03-01'), 'date_time');
  assert.equal(typeOf('a@example.com', 'b@example.com'), 'email');
  assert.equal(typeOf('a@example.com', 'none'), 'string');
  assert.equal(typeOf('+44 7700 900123'), 'phone');
  assert.equal(typeOf('https://example.com/a'), 'url');
  assert.equal(typeOf('GB', 'CN'), 'country');
  assert.equal(typeOf('GB', 'XL'), 'string');
  assert.equal(typeOf('GBP'), 'currency');
  assert.equal(typeOf([1], ['a']), 'list');
  assert.equal(typeOf({ a: 1 }), 'object');
  assert.equal(typeOf(1, 'one'), 'mixed');
});

test('frequent values are counted exactly while there are few, and estimated in number when there are many', () => {
  const few = observe(
    Array.from({ length: 900 }, (_, n) => ({ properties: { colour: `c${n % 9}` }, owner: `p${n % 7}` })),
  );
  assert.equal(distinctValues(few), 9);
  assert.deepEqual(
    sharedValues(few).map(({ count }) => count),
    Array.from({ length: 9 }, () => 100),
  );
  const many = observe(Array.from({ length: 20_000 }, (_, n) => ({ properties: { colour: `c${n}` }, owner: 'ann' })));
  assert.equal(many.values.length, keptValues);
  const estimate = distinctValues(many);
  assert.ok(estimate > 10_000 && estimate < 40_000, `${estimate}`);
});

test('a value of one person alone, an address or a secret is never shown nor written down', () => {
  const observer = createObserver('trait');
  const traits = {
    colour: 'red',
    note: 'only hers',
    email: 'ann@example.com',
    line: '+44 7700 900123',
    token: 'abc',
    first_name: 'Ann',
    name: 'Ann',
    姓名: '安',
  };
  observer.note(traits, 'ann');
  observer.note({ ...traits, note: 'only his' }, 'bob');
  const written = [...observer.fields().values()].map(withoutPrivateTexts);
  const texts = written.flatMap(({ values }) => values.flatMap(({ text }) => (text === undefined ? [] : [text])));
  assert.deepEqual(texts, ['red']);
  const again = createObserver('trait');
  again.note({ note: 'only hers' }, 'cho');
  const [before, seenAgain] = [written[1], again.fields().get('note')];
  assert.ok(before && seenAgain);
  assert.deepEqual(sharedValues(mergeObservations(before, seenAgain)), [{ text: 'only hers', count: 2 }]);
});

test('a sender that makes up names fills no more than its share', () => {
  const observer = createObserver('event');
  for (let n = 0; n < 1_000; n++) observer.note({ [`made-up-${n}`]: 1, 'a.b': 1, 'c[]': 2 }, 'ann');
  assert.equal(observer.fields().size, 200);
});
