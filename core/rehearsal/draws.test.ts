import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { drawnAsThen } from './draws.ts';
import type { RecordedDraw, RecordedPerson } from './recorded.ts';

const run = 'cart:m0abc123:0123456789ab';
const person = (draws: readonly RecordedDraw[]): RecordedPerson => ({
  ...{ profile: '0190a6e0-0000-7000-8000-000000000001', identities: [], stimuli: [], deliveries: [], answers: [] },
  draws,
});
const share = { journey: 'cart', node: 'share' };
const fractions = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a draw falls where the recorded one fell, so a larger share keeps whoever was in and a smaller one whoever was out', () => {
  fc.assert(
    fc.property(fractions, fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 100 }), (fraction, then, now) => {
      const isInNow = (draw: RecordedDraw): boolean =>
        drawnAsThen(() => fraction, person([draw]))('cohort', run, 'share', '0') * 100 < now;
      const inThen = isInNow({ ...share, from: 0, below: then / 100 });
      const outThen = isInNow({ ...share, from: then / 100, below: 1 });
      if (now >= then) assert.ok(inThen);
      if (now <= then) assert.ok(!outThen);
    }),
  );
});

test('each recorded draw counts once, at its own step of its own journey; all other chance stays', () => {
  const drawn = drawnAsThen(() => 0.5, person([{ ...share, from: 0, below: 0.1 }]));
  assert.equal(drawn('experiment', 'cart', 'share', 'x'), 0.5);
  assert.equal(drawn('cohort', run, 'other', '0'), 0.5);
  assert.equal(drawn('cohort', run.replace('cart', 'tea'), 'share', '0'), 0.5);
  assert.equal(drawn('cohort', run, 'share', '0'), 0.05);
  assert.equal(drawn('cohort', run, 'share', '1'), 0.5);
});
