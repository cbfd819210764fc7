import assert from 'node:assert/strict';
import test from 'node:test';
import { flattenTraits } from './flatten-traits.ts';

test('nested traits become paths with dots, lists are joined, nulls are left out', () => {
  const traits = { name: 'Ada', address: { city: 'Leeds', geo: { x: 1 } }, tags: ['tea', 2, { a: 1 }], gone: null };
  assert.deepEqual(flattenTraits(traits), [
    { path: 'name', text: 'Ada' },
    { path: 'address.city', text: 'Leeds' },
    { path: 'address.geo.x', text: '1' },
    { path: 'tags', text: 'tea, 2, {"a":1}' },
  ]);
});
