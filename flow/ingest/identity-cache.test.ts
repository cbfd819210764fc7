import assert from 'node:assert/strict';
import test from 'node:test';
import { stableUuid } from '#core/stable-id.ts';
import { createIdentityCache } from './identity-cache.ts';

const person = (index: number) => stableUuid('person', String(index));
const userId = (index: number) => ({ kind: 'userId', value: `user-${index}` });
const email = (index: number) => ({ kind: 'email', value: `person${index}@shop.example` });

test('whoever is forgotten is asked for again under all her identities, and only she', () => {
  const cache = createIdentityCache();
  for (const index of [1, 2]) {
    cache.set(1, userId(index), person(index), cache.generation());
    cache.set(1, email(index), person(index), cache.generation());
  }
  cache.set(2, userId(1), person(1), cache.generation());
  cache.set(1, { kind: 'phone', value: '+442079460000' }, person(1), cache.generation());
  cache.set(1, { kind: 'phone', value: '+442079460000' }, person(2), cache.generation());
  const read = cache.generation();
  cache.forget(1, person(1));
  assert.equal(cache.get(1, userId(1)), undefined);
  assert.equal(cache.get(1, email(1)), undefined);
  assert.equal(cache.get(1, { kind: 'phone', value: '+442079460000' }), person(2));
  assert.equal(cache.get(1, userId(2)), person(2));
  assert.equal(cache.get(2, userId(1)), person(1));
  cache.set(1, userId(1), person(1), read);
  assert.equal(cache.get(1, userId(1)), undefined);
  cache.set(1, userId(1), person(3), cache.generation());
  assert.equal(cache.get(1, userId(1)), person(3));
});

test('to forget somebody costs what she has, not what is known: an import that is taken back forgets all of its people', () => {
  const cache = createIdentityCache();
  const people = 100_000;
  for (let index = 0; index < people; index++) {
    const profile = person(index);
    cache.set(1, userId(index), profile, 0);
    cache.set(1, email(index), profile, 0);
  }
  // More than it keeps: what it had to let go of is no longer looked for either.
  for (let index = people; index < people + 1_000; index++) cache.set(1, userId(index), person(index), 0);
  assert.equal(cache.get(1, userId(0)), undefined);
  const before = process.cpuUsage();
  for (let index = 0; index < people; index++) cache.forget(1, person(index));
  const { user } = process.cpuUsage(before);
  assert.equal(cache.get(1, email(people - 1)), undefined);
  assert.equal(cache.get(1, userId(people)), person(people));
  assert.ok(user < 5_000_000, `${user} µs`);
});
