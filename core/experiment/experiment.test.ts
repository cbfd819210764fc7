import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type ArmCount, type ExperimentAllocation, type ExperimentNode, weightsOf } from '#contracts/experiment.ts';
import type { ExperimentSettings } from '#contracts/journey/experiment-settings.ts';
import type { Release } from '#contracts/release.ts';
import { journey } from '#test/builders.ts';
import { hashFraction } from '../hash.ts';
import { banditShares } from './bandit-shares.ts';
import { estimate, uplift } from './estimate.ts';
import { findWinner, superiority } from './find-winner.ts';
import { lookDue, nextAllocation } from './next-allocation.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { probabilityBest } from './probability-best.ts';
import { newRound, withAllocation, withRounds } from './rounds.ts';
import { leastDetectable, peopleNeeded } from './sample-size.ts';

const of = (arm: string, people: number, conversions: number): ArmCount => ({
  ...{ arm, people, conversions, value: 0, valueSquares: 0 },
});
const near = (found: number, wanted: number, by: number) =>
  assert.ok(Math.abs(found - wanted) <= by, `${found} is not ${wanted} (by ${by})`);
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** The same numbers each time: mulberry32. */
function seeded(seed: number): () => number {
  let state = Math.floor(hashFraction('experiment', String(seed)) * 2 ** 32);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function drawn(random: () => number, people: number, rate: number): number {
  let conversions = 0;
  for (let person = 0; person < people; person += 1) if (random() < rate) conversions += 1;
  return conversions;
}

test('the normal distribution is that of the tables', () => {
  near(normalCdf(1.959963984540054), 0.975, 1e-12);
  near(normalCdf(-3), 0.0013498980316301, 1e-14);
  near(normalQuantile(0.975), 1.959963984540054, 1e-10);
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (p) =>
      near(normalCdf(normalQuantile(p)), p, 1e-9),
    ),
  );
});

test('intervals are those of Wilson and Katz', () => {
  const { low, high } = estimate(of('a', 100, 10), 'rate');
  near(low, 0.0552, 1e-4);
  near(high, 0.1744, 1e-4);
  const lift = uplift(of('b', 1_000, 60), of('a', 1_000, 50), 'rate');
  near(lift?.value ?? 0, 0.2, 1e-9);
  near(lift?.low ?? 0, -0.1672, 1e-3);
  near(lift?.high ?? 0, 0.7291, 1e-3);
  assert.equal(uplift(of('b', 10, 1), of('a', 10, 0), 'rate'), undefined);
});

const binomial = fc
  .integer({ min: 0, max: 60 })
  .chain((people) => fc.tuple(fc.constant(people), fc.integer({ min: 0, max: people })));

/** Miller, "Formulas for Bayesian A/B Testing", 2015: P(b > a) as a finite sum. */
function exactly(a: readonly [number, number], b: readonly [number, number]): number {
  const logs = [0];
  for (let n = 1; n < 300; n += 1) logs.push((logs[n - 1] ?? 0) + Math.log(n));
  const logBeta = (x: number, y: number) => (logs[x - 1] ?? 0) + (logs[y - 1] ?? 0) - (logs[x + y - 1] ?? 0);
  const [alphaA, betaA, alphaB, betaB] = [1 + a[1], 1 + a[0] - a[1], 1 + b[1], 1 + b[0] - b[1]];
  let total = 0;
  for (let i = 0; i < alphaB; i += 1) {
    total += Math.exp(
      logBeta(alphaA + i, betaB + betaA) - Math.log(betaB + i) - logBeta(1 + i, betaB) - logBeta(alphaA, betaA),
    );
  }
  return total;
}

test('how likely an arm is to be the best equals the exact sum', () => {
  fc.assert(
    fc.property(binomial, binomial, (a, b) => {
      const [ofA = 0, ofB = 0] = probabilityBest([of('a', ...a), of('b', ...b)], 'rate');
      near(ofA + ofB, 1, 1e-9);
      near(ofB, exactly(a, b), 2e-4);
    }),
    { numRuns: 40 },
  );
});

test('arms that are alike are equally likely the best, and one million people beside a hundred are seen', () => {
  for (const share of probabilityBest(
    ['a', 'b', 'c'].map((arm) => of(arm, 400, 20)),
    'rate',
  ))
    near(share, 1 / 3, 1e-9);
  const [few = 0, many = 0] = probabilityBest([of('a', 100, 20), of('b', 1_000_000, 100_000)], 'rate');
  assert.ok(few > 0.98 && few + many > 0.999);
});

test('of arms that are alike a winner is found no more often than the confidence allows', () => {
  for (const [arms, seed] of [
    [2, 1],
    [3, 2],
    [5, 3],
  ] as const) {
    const random = seeded(seed);
    const experiments = 2_000;
    let found = 0;
    for (let experiment = 0; experiment < experiments; experiment += 1) {
      const counts = Array.from({ length: arms }, (_, arm) => of(String(arm), 300, drawn(random, 300, 0.1)));
      if (findWinner(counts, 'rate', 0.95) !== undefined) found += 1;
    }
    const error = Math.sqrt((0.05 * 0.95) / experiments);
    assert.ok(found / experiments < 0.05 + 3 * error, `${arms} arms: ${found / experiments}`);
    if (arms === 2) assert.ok(found / experiments > 0.05 - 3 * error, `two arms: ${found / experiments}`);
  }
});

test('the people that are reckoned with find the difference in four of five cases', () => {
  const question = { base: 0.1, scale: 'rate', arms: 2, confidence: 0.95 } as const;
  assert.equal(peopleNeeded({ ...question, base: 10, variance: 100, scale: 'mean' }, 0.2), 393);
  const people = peopleNeeded(question, 0.5);
  near(people, 686, 2);
  near(leastDetectable(question, people), 0.5, 0.002);
  assert.equal(leastDetectable(question, 3), Number.POSITIVE_INFINITY);
  const random = seeded(4);
  let found = 0;
  for (let experiment = 0; experiment < 500; experiment += 1) {
    const counts = [of('a', people, drawn(random, people, 0.1)), of('b', people, drawn(random, people, 0.15))];
    if (findWinner(counts, 'rate', 0.95) === 'b') found += 1;
  }
  near(found / 500, 0.8, 0.06);
});

test('amounts are compared by Welch', () => {
  const money = (arm: string, people: number, mean: number, deviation: number): ArmCount => ({
    ...{ arm, people, conversions: people, value: people * mean },
    valueSquares: (people - 1) * deviation ** 2 + people * mean ** 2,
  });
  const [a, b] = [money('a', 400, 10, 4), money('b', 400, 10.8, 5)];
  near(superiority(b, a, 'mean'), 1 - normalCdf(0.8 / Math.sqrt(16 / 400 + 25 / 400)), 1e-9);
  assert.equal(findWinner([a, b], 'mean', 0.95), 'b');
  near(probabilityBest([a, b], 'mean')[1] ?? 0, normalCdf(0.8 / Math.sqrt(16 / 400 + 25 / 400)), 1e-3);
});

test('a bandit finds the better arm and keeps its floor and the share of the control', () => {
  let won = 0;
  for (let run = 0; run < 20; run += 1) {
    const random = seeded(100 + run);
    const rates = { control: 0.05, a: 0.05, b: 0.1 };
    const counts = new Map(Object.keys(rates).map((arm) => [arm, { people: 0, conversions: 0 }]));
    let shares: { readonly [arm: string]: number } = { control: 1 / 3, a: 1 / 3, b: 1 / 3 };
    for (let hour = 0; hour < 25; hour += 1) {
      for (const [arm, rate] of Object.entries(rates)) {
        const people = Math.round(300 * (shares[arm] ?? 0));
        const count = counts.get(arm);
        if (count === undefined) continue;
        count.people += people;
        count.conversions += drawn(random, people, rate);
      }
      const found = [...counts].map(([arm, { people, conversions }]) => of(arm, people, conversions));
      shares = banditShares(found, 'rate', { floorShare: 0.05, control: 'control', controlShare: 0.1 });
      near(sum(Object.values(shares)), 1, 1e-9);
      near(shares['control'] ?? 0, 0.1, 1e-9);
      assert.ok((shares['a'] ?? 0) >= 0.05 && (shares['b'] ?? 0) >= 0.05);
    }
    if ((shares['b'] ?? 0) > 0.7) won += 1;
  }
  assert.ok(won >= 18, `${won} of 20`);
});

const winner: Extract<ExperimentSettings, { mode: 'winner' }> = {
  ...{ mode: 'winner', learnHours: 24, peoplePerArm: 100, confidencePercent: 95, otherwise: 'keep' },
  ...{ reservePercent: 10, reserveFor: 'control', upliftPercent: 20 },
};
const node: ExperimentNode = {
  ...{ id: 'split', kind: 'experiment', control: 'a', branches: { a: null, b: null, c: null } },
  arms: ['a', 'b', 'c'].map((id) => ({ id, name: id, weight: 1 })),
  measure: { type: 'order', withinHours: 12 },
  allocation: winner,
};
const hour = 3_600_000;
const learning: ExperimentAllocation = newRound(7, 'j', node, 1_000);

test('a winner is looked for once, when everybody of the learning time has had hers, and with enough people', () => {
  assert.equal(lookDue(node, learning), 1_000 + 36 * hour);
  assert.equal(lookDue(node, { ...learning, state: 'winner' }), undefined);
  assert.equal(lookDue(node, { ...learning, state: 'no_difference' }), undefined);
  const few = [of('a', 400, 20), of('b', 400, 90), of('c', 99, 5)];
  assert.equal(nextAllocation(node, learning, few), undefined);
  const clear = [of('a', 400, 20), of('b', 400, 90), of('c', 400, 20)];
  assert.deepEqual(nextAllocation(node, learning, clear), {
    ...{ state: 'winner', arm: 'b', weights: { a: 10, b: 90, c: 0 }, counts: clear },
  });
  const others = { ...node, allocation: { ...winner, reserveFor: 'others' } } as const;
  assert.deepEqual(nextAllocation(others, learning, clear)?.weights, { a: 5, b: 90, c: 5 });
});

test('without a difference the weights stay, or the best is taken, as it is set', () => {
  const alike = [of('a', 400, 20), of('b', 400, 21), of('c', 400, 20)];
  assert.deepEqual(nextAllocation(node, learning, alike), {
    ...{ state: 'no_difference', arm: null, weights: weightsOf(node), counts: alike },
  });
  const taking = { ...node, allocation: { ...winner, otherwise: 'best' } } as const;
  const taken = nextAllocation(taking, learning, alike);
  assert.deepEqual([taken?.state, taken?.arm], ['best', 'b']);
});

test('whatever the counts, shares are positive, whole and of the arms', () => {
  const settings = fc.oneof(
    fc
      .record({
        otherwise: fc.constantFrom('keep', 'best'),
        reservePercent: fc.integer({ min: 0, max: 50 }),
        reserveFor: fc.constantFrom('control', 'others'),
      })
      .map((parts) => ({ ...winner, ...parts, peoplePerArm: 20 })),
    fc.record({
      mode: fc.constant('bandit' as const),
      everyHours: fc.constant(1),
      floorPercent: fc.integer({ min: 0, max: 10 }),
    }),
    fc.record({
      mode: fc.constant('bandit' as const),
      everyHours: fc.constant(1),
      floorPercent: fc.integer({ min: 0, max: 10 }),
      controlPercent: fc.integer({ min: 1, max: 90 }),
    }),
  );
  fc.assert(
    fc.property(
      settings,
      fc.array(binomial, { minLength: 3, maxLength: 3 }),
      fc.boolean(),
      (allocation, found, hasControl) => {
        const { control: _, ...uncontrolled } = node;
        const one = { ...(hasControl ? node : uncontrolled), allocation } as ExperimentNode;
        const next = nextAllocation(
          one,
          learning,
          found.map((count, index) => of('abc'[index] ?? '', ...count)),
        );
        if (next === undefined) return;
        assert.deepEqual(Object.keys(next.weights).sort(), ['a', 'b', 'c']);
        assert.ok(Object.values(next.weights).every((weight) => weight >= 0));
        if (next.state !== 'no_difference') near(sum(Object.values(next.weights)), 100, 0.01);
      },
    ),
    { numRuns: 60 },
  );
});

test('publishing goes on with an experiment that is set as before, and begins anew with any other', () => {
  const release = (number: number, parts: Partial<Release>): Release =>
    ({ workspace: 1, number, segments: [], messages: [], journeys: [], ...parts }) as unknown as Release;
  const published = (version: number, split: ExperimentNode) => ({
    ...{ ...journey('j', [split]), version, entry: true, sinceRelease: version },
  });
  const first = withRounds(release(6, {}), release(6, { journeys: [published(1, node)] }), 'j', 1_000);
  assert.deepEqual(first.allocations, [learning]);
  const decided = { ...learning, sinceRelease: 8, state: 'winner', arm: 'b' } as const;
  const before = withAllocation({ ...first, number: 8 }, decided);
  const renamed: ExperimentNode = {
    ...node,
    measure: { withinHours: 12, type: 'order' },
    arms: node.arms.map((arm) => ({ ...arm, name: 'X' })),
    position: { x: 1, y: 1 },
  };
  const again = withRounds(before, { ...before, journeys: [published(2, renamed)] }, 'j', 2_000);
  assert.deepEqual(again.allocations, [decided]);
  const other = { ...node, measure: { type: 'revenue', withinHours: 12 } } as const;
  const anew = withRounds(before, { ...before, journeys: [published(2, other)] }, 'j', 2_000);
  assert.deepEqual(anew.allocations, [newRound(9, 'j', other, 2_000)]);
  const { allocation: _, ...fixed } = node;
  assert.equal(withRounds(before, { ...before, journeys: [published(2, fixed)] }, 'j', 2_000).allocations, undefined);
});
