import assert from 'node:assert/strict';
import test from 'node:test';
import { exactOverlaps } from './exact-overlaps.ts';

const overlap = (count: number, size: number) => ({ id: 'a', name: 'A', count, error: 20, size });

test('what a sample says of the overlap keeps its share of the people who were counted', () => {
  const estimate = { count: 220, overlaps: [overlap(212, 376), overlap(220, 150), overlap(0, 80)] };
  assert.deepEqual(
    exactOverlaps(estimate, 187).map(({ count, error }) => [count, error]),
    [
      [180, 17],
      [150, 17],
      [0, 17],
    ],
  );
  assert.deepEqual(exactOverlaps(estimate, 0)[0]?.count, 0);
});

test('a sample in which nobody was found says nothing of the overlap', () => {
  assert.deepEqual(exactOverlaps({ count: 0, overlaps: [overlap(0, 10)] }, 3), []);
});
