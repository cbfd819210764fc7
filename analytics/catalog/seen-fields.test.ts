import assert from 'node:assert/strict';
import test from 'node:test';
import type { JsonObject } from '#contracts/json.ts';
import { looksPersonal } from './personal.ts';
import { seenFields } from './seen-fields.ts';

const people = (...values: readonly JsonObject[]) =>
  values.map((value, index) => ({ profile: `person-${index}`, values: value }));

test('paths, types and values that people share', () => {
  const samples = people(
    { plan: 'gold', age: 30, since: '2025-01-02', vip: true, tags: ['a', 'b'], company: { size: 5, name: 'X' } },
    { plan: 'gold', age: 31, since: '2025-01-02', vip: true, tags: ['b'], company: { size: 5, name: 'X' }, note: null },
  );
  assert.deepEqual(seenFields(samples, 'trait'), [
    { name: 'age', type: 'number', examples: [] },
    { name: 'company.name', type: 'text', examples: [] },
    { name: 'company.size', type: 'number', examples: ['5'] },
    { name: 'plan', type: 'text', examples: ['gold'] },
    { name: 'since', type: 'date', examples: ['2025-01-02'] },
    { name: 'tags', type: 'list', examples: ['b'] },
    { name: 'vip', type: 'boolean', examples: ['true'] },
  ]);
});

test('what the things of a list have is a field of its own, as conditions name it', () => {
  const bought = { products: [{ category: 'toys', size: { cm: 5 } }, { category: 'toys', price: 3 }, 'loose', null] };
  assert.deepEqual(seenFields(people(bought, bought), 'property'), [
    { name: 'products', type: 'list', examples: ['loose'] },
    { name: 'products[].category', type: 'text', examples: ['toys'] },
    { name: 'products[].price', type: 'number', examples: ['3'] },
    { name: 'products[].size.cm', type: 'number', examples: ['5'] },
  ]);
});

test('what tells who somebody is is no example, even where two share it', () => {
  const values = {
    name: 'Anna',
    firstName: 'Anna',
    last_name: 'Lee',
    email: 'x',
    phone: '1',
    billing: { street: 'High Street 1', postcode: 'N1' },
    contact: 'anna@example.com',
    line: '+44 7700 900123',
    device: '0190a6e0-0000-7000-8000-000000000001',
    姓名: '李小龙',
    birthday: '1990-01-01',
    page: 'https://example.com/?u=7',
    session: 'abcdefghij0123456789',
  };
  const fields = seenFields(people(values, values), 'trait');
  assert.deepEqual(
    fields.flatMap(({ examples }) => examples),
    [],
  );
});

test("the name of an event's product is an example, of a customer it is not", () => {
  const fields = seenFields(
    people({ name: 'Mug', customer_name: 'Anna' }, { name: 'Mug', customer_name: 'Anna' }),
    'property',
  );
  assert.deepEqual(
    fields.map(({ examples }) => examples),
    [[], ['Mug']],
  );
});

test('what one person repeats stays hers', () => {
  const twice = [
    { profile: 'a', values: { word: 'secret' } },
    { profile: 'a', values: { word: 'secret' } },
  ];
  assert.deepEqual(seenFields(twice, 'property'), [{ name: 'word', type: 'text', examples: [] }]);
});

test('ordinary words are not personal', () => {
  for (const word of ['gold', 'Women / Shoes', '12.50', '2026', 'SKU-1234', '红色'])
    assert.equal(looksPersonal(word), false, word);
});
