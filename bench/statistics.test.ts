import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { median, quantile, spreadOf } from './statistics.ts';

const samples = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 50 });

test('the median is the middle one, or lies between the middle two', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 2.5);
});

test('a quantile between two samples is interpolated', () => {
  assert.equal(quantile([10, 20, 30, 40, 50], 0.25), 20);
  assert.equal(quantile([0, 100], 0.99), 99);
  assert.equal(quantile([7], 0.99), 7);
});

test('of nothing there is no quantile', () => {
  assert.ok(Number.isNaN(quantile([], 0.5)));
});

test('quantiles stay within the samples and rise with the share, whatever the order', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(samples, share, share, (values, one, other) => {
      const low = quantile(values, Math.min(one, other));
      const high = quantile(values.toReversed(), Math.max(one, other));
      assert.ok(low >= Math.min(...values) && high <= Math.max(...values));
      // Interpolation rounds in the last digits.
      assert.ok(low <= high + 1e-6);
    }),
  );
});

test('a spread names both ends', () => {
  assert.deepEqual(spreadOf([5, 1, 9]), { median: 5, least: 1, most: 9, count: 3 });
});
