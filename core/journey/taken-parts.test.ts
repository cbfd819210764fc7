import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from '#contracts/json.ts';
import { valueAt } from '#core/segment/property-value.ts';
import { takenParts } from './taken-parts.ts';

const name = fc.constantFrom('a', 'b', 'items');
const path = fc
  .array(fc.tuple(name, fc.boolean()), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map(([part, isList]) => (isList ? `${part}[]` : part)).join('.'));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    ...[fc.integer(), fc.constant(null), fc.constant('x')],
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value')),
  ),
}));

test('of an answer what is asked for is kept, and says the same', () => {
  fc.assert(
    fc.property(fc.dictionary(name, value), fc.array(path, { maxLength: 5 }), (drawn, paths) => {
      const values = JSON.parse(JSON.stringify(drawn)) as JsonObject;
      const parts = takenParts(values, paths);
      for (const one of paths) assert.deepEqual(valueAt(parts, one) ?? null, valueAt(values, one) ?? null, one);
    }),
  );
});

test('what nobody asked for is not kept, nor what is too long', () => {
  const answer = { result: { score: 7, name: 'Ada' }, items: [{ sku: 'a', price: 1 }], long: 'x'.repeat(5_000) };
  const paths = ['long', 'result.score', 'items[].sku'];
  assert.deepEqual(takenParts(answer, paths), { result: { score: 7 }, items: [{ sku: 'a' }] });
});
