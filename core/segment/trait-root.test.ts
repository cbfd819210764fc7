import assert from 'node:assert/strict';
import test from 'node:test';
import { traitRoot } from './trait-root.ts';

test('a path begins with a trait, also where that is a list that the path goes into', () => {
  const roots = ['city', 'address.city', 'pets[].name', 'home.pets[].name', 'pets[]'].map(traitRoot);
  assert.deepEqual(roots, ['city', 'address', 'pets', 'home', 'pets[]']);
});
