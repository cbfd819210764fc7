import assert from 'node:assert/strict';
import test from 'node:test';
import { estimateOf } from './preview-estimate.ts';

test('where everybody was looked at nothing is estimated', () => {
  const strata = [
    { people: 10, looked: 10, found: 3 },
    { people: 0, looked: 2, found: 1 },
  ];
  assert.deepEqual(estimateOf(strata), { people: 4, error: 0 });
});

test('each sort of people is taken for as many as there are of it', () => {
  const strata = [
    { people: 90_000, looked: 9_000, found: 900 },
    { people: 10_000, looked: 100, found: 50 },
  ];
  const { people, error } = estimateOf(strata);
  assert.equal(people, 14_000);
  // 1.96 · √(90,000² · 0.9 · 0.09 / 9,000 + 10,000² · 0.99 · 0.25 / 100), but for the correction.
  assert.ok(Math.abs(error - 1_126) < 30, `${error}`);
});

test('nobody found among some does not say that there is nobody', () => {
  const { people, error } = estimateOf([{ people: 100_000, looked: 1_000, found: 0 }]);
  assert.equal(people, 0);
  assert.ok(error > 200 && error < 500, `${error}`);
});

test('95 of 100 estimates are no further off than they say', () => {
  const all = 2_000;
  const looked = 200;
  const holding = 300;
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  let within = 0;
  for (let round = 0; round < 1_000; round += 1) {
    let found = 0;
    for (let drawn = 0; drawn < looked; drawn += 1) {
      if (random() < (holding - found) / (all - drawn)) found += 1;
    }
    const estimate = estimateOf([{ people: all, looked, found }]);
    if (Math.abs(estimate.people - holding) <= estimate.error) within += 1;
  }
  assert.ok(within >= 930, `${within} of 1,000`);
});
