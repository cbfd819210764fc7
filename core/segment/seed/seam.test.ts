import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Release } from '#contracts/release.ts';
import type { Frequency } from '#contracts/segment/frequency.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { referenceHolds } from '#test/segment/index.ts';
import { SimulatedSeam } from '#test/simulated/simulated-seam.ts';
import { addHappening, type Held, settleHeld } from '../counters/index.ts';
import { countersOf } from '../happening-index.ts';
import type { SeedName } from './seed-name.ts';

const names = ['Product Viewed', 'Order Completed'] as const;

const counting = (
  event: string,
  comparison: 'at_least' | 'at_most',
  times: number,
  window?: Frequency['window'],
): SegmentCondition => ({
  type: 'event',
  match: { event, where: [] },
  frequency: { comparison, times, ...(window && { window }) },
});
const viewed = { event: names[0], where: [] };
const ordered = { event: names[1], where: [] };
const lastMonth = { type: 'calendar', unit: 'month', last: 1 } as const;
/** Two read one counter; of the others each reads counters of another form. */
const pool: readonly SegmentCondition[] = [
  counting(names[0], 'at_least', 1),
  counting(names[0], 'at_least', 2),
  counting(names[1], 'at_most', 0),
  counting(names[1], 'at_least', 3),
  counting(names[1], 'at_least', 4),
  counting(names[0], 'at_least', 2, lastMonth),
  counting(names[0], 'at_most', 1, { type: 'absolute', from: '2026-06-01' }),
  { type: 'occurrence', which: 'first', match: viewed, is: 'within', window: lastMonth },
  {
    ...{ type: 'aggregate', match: ordered, property: 'value', aggregation: 'sum' },
    ...{ comparison: 'at_least', number: 9, window: lastMonth },
  },
  {
    ...{ type: 'aggregate', match: viewed, property: 'value', aggregation: 'distinct_count' },
    ...{ comparison: 'at_least', number: 3 },
  },
  { type: 'aggregate', match: viewed, property: 'value', aggregation: 'minimum', comparison: 'less', number: 2 },
  { type: 'sequence', steps: [viewed, ordered], withinMinutes: 1, without: viewed },
  { type: 'order_amount', measure: 'value', where: [], comparison: 'greater', number: 5 },
];

const person = fc.nat(3);
const lane = fc.nat(1);
const moves = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.tuple(fc.constant('track'), person, fc.nat(7)) },
    { weight: 3, arbitrary: fc.tuple(fc.constant('merge'), person, person) },
    { weight: 2, arbitrary: fc.tuple(fc.constant('publish'), fc.nat(2 ** pool.length - 1), fc.constant(0)) },
    { weight: 9, arbitrary: fc.tuple(fc.constant('live'), lane, fc.constant(0)) },
    { weight: 5, arbitrary: fc.tuple(fc.constant('bulk'), lane, fc.constant(0)) },
    { weight: 4, arbitrary: fc.tuple(fc.constant('forward'), fc.nat(5), fc.constant(0)) },
    { weight: 8, arbitrary: fc.tuple(fc.constant('seed'), person, fc.nat(3)) },
  ),
  { maxLength: 80, size: 'max' },
);

/** Which of the pool's conditions are segments now; one that stays keeps its age. */
function choose(chosen: number, before: Release | undefined): Release['segments'] {
  const number = (before?.number ?? 0) + 1;
  return pool.flatMap((condition, index) => {
    if ((chosen & (1 << index)) === 0) return [];
    const known = before?.segments.find(({ id }) => id === `s${index}`);
    return [known ?? { id: `s${index}`, name: 's', description: '', condition, sinceRelease: number }];
  });
}

function move(seam: SimulatedSeam, [kind, a, b]: readonly [string, number, number]): void {
  if (kind === 'track') {
    seam.track(seam.profile(a), names[b & 1] ?? names[0], { stale: (b & 2) > 0, imported: (b & 4) > 0 });
  }
  if (kind === 'merge') seam.merge(seam.profile(a), seam.profile(b));
  if (kind === 'publish') seam.publish(choose(a, seam.releases.at(-1)?.source));
  if (kind === 'live' || kind === 'bulk') seam.process(a, kind);
  if (kind === 'forward') seam.forward(a);
  if (kind === 'seed') seam.seed(seam.releases.length - 1 - b, seam.profile(a));
}

/** Whoever was not touched since may still carry what belongs to segments that are gone. */
function assertCounted(seam: SimulatedSeam): void {
  const compiled = seam.releases.at(-1)?.segments;
  assert(compiled);
  for (const [profile, state] of seam.states) {
    if (state.mergedInto !== undefined || state.release === undefined) continue;
    const history = seam.historyOf(profile);
    const held: { [key: string]: Held } = {};
    for (const happening of history) {
      for (const counter of countersOf(compiled.happenings, happening)) {
        held[counter.key] = addHappening(counter, held[counter.key], happening, seam.now);
      }
    }
    for (const counter of compiled.counters.values()) {
      const expected = settleHeld(counter, held[counter.key] ?? [], seam.now);
      assert.deepEqual(state.counters[counter.key] ?? [], expected, `${counter.key} of ${profile}`);
    }
    const asked = { now: seam.now, settings: compiled.settings };
    const expected: readonly string[] = pool.flatMap((condition, index) => {
      const isPublished = compiled.segments.has(`s${index}`);
      return isPublished && referenceHolds(condition, history, asked) ? [`s${index}`] : [];
    });
    const members: string[] = Object.keys(state.memberships).filter((id) => compiled.segments.has(id));
    assert.deepEqual(members.sort(), [...expected].sort());
    const awaited: readonly SeedName[] = (state.awaitedSeeds ?? []).filter((seed) =>
      compiled.releases.includes(seed.release),
    );
    assert.deepEqual([awaited, state.earlySeeds ?? []], [[], []]);
  }
}

test('no gap and no double count, whatever overtakes what: events, merges, releases, seeds', () => {
  fc.assert(
    fc.property(moves, (moves) => {
      const seam = new SimulatedSeam();
      for (const one of moves) move(seam, one);
      seam.settle();
      assertCounted(seam);
      seam.forgetSeeds();
      seam.settle();
      assertCounted(seam);
    }),
    { numRuns: Number(process.env.SEAM_CASES ?? 1_000) },
  );
});
