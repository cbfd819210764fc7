import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createTokenBucket } from './token-bucket.ts';

test('never more than the burst and the rate together, and whoever waits as told gets in', () => {
  const steps = fc.array(fc.record({ after: fc.nat(3_000), count: fc.integer({ min: 1, max: 20 }) }), {
    maxLength: 50,
  });
  fc.assert(
    fc.property(steps, (calls) => {
      const bucket = createTokenBucket(10, 20);
      let now = 0;
      let passed = 0;
      for (const { after, count } of calls) {
        now += after;
        const wait = bucket.take(count, now);
        if (wait > 0) {
          now += wait * 1_000;
          assert.equal(bucket.take(count, now), 0);
        }
        passed += count;
        assert.ok(passed <= 20 + (now * 10) / 1_000 + 1e-6);
      }
    }),
  );
});

test('a call larger than the bucket passes when it is full and is paid back', () => {
  const bucket = createTokenBucket(10, 20);
  assert.equal(bucket.take(100, 0), 0);
  assert.equal(bucket.take(1, 0), 9);
  assert.equal(bucket.take(1, 8_100), 0);
});

test('a clock that goes back gives nothing away', () => {
  const bucket = createTokenBucket(10, 10);
  assert.equal(bucket.take(10, 5_000), 0);
  assert.equal(bucket.take(1, 1_000), 1);
  assert.equal(bucket.take(1, 5_100), 0);
});
