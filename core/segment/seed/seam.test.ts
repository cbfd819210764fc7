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
    { weight: 3, arbitrary: fc.tuple(fc.constant('complete'), fc.nat(3), fc.constant(0)) },
    { weight: 2, arbitrary: fc.tuple(fc.constant('look again'), fc.nat(3), fc.constant(0)) },
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
  if (kind === 'complete') seam.complete(seam.releases.length - 1 - a);
  if (kind === 'look again') seam.lookAgain(seam.releases.length - 1 - a);
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
      assert.deepEqual(state.counters.get(counter.key) ?? [], expected, `${counter.key} of ${profile}`);
    }
    const asked = { now: seam.now, settings: compiled.settings };
    const expected: readonly string[] = pool.flatMap((condition, index) => {
      const isPublished = compiled.segments.has(`s${index}`);
      return isPublished && referenceHolds(condition, history, asked) ? [`s${index}`] : [];
    });
    const members: string[] = [...state.memberships.keys()].filter((id) => compiled.segments.has(id));
    assert.deepEqual(members.sort(), [...expected].sort());
    const awaited: readonly SeedName[] = (state.awaitedSeeds ?? []).filter(
      ({ release }) => compiled.releases.includes(release) && !compiled.completeReleases.has(release),
    );
    assert.deepEqual([awaited, state.earlySeeds ?? []], [[], []]);
  }
}

test('no gap and no double count, whatever overtakes what: events, merges, releases, seeds, histories that are complete', () => {
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

const released = (id: string, condition: SegmentCondition, sinceRelease: number) => ({
  ...{ id, name: id, description: '', condition, sinceRelease },
});

function processAll(seam: SimulatedSeam): void {
  for (let moved = true; moved; ) {
    moved = seam.forward(0);
    for (const lane of [0, 1]) moved = seam.process(lane, 'live') || seam.process(lane, 'bulk') || moved;
  }
}

test('whoever took somebody over who has no history of her own is looked at once it is known that none comes', () => {
  const seam = new SimulatedSeam();
  const [ann, bob] = [seam.profile(0), seam.profile(1)];
  seam.track(ann, names[0], { stale: false, imported: false });
  seam.track(bob, names[1], { stale: false, imported: false });
  processAll(seam);
  seam.publish([released('viewers', counting(names[0], 'at_least', 1), 1)]);
  processAll(seam);
  // Nothing is sent for him, and then she becomes the one who awaits it.
  seam.seed(1, bob);
  seam.merge(bob, ann);
  processAll(seam);
  seam.seed(1, ann);
  processAll(seam);
  assert.deepEqual(seam.states.get(ann)?.memberships, new Map());
  seam.complete(1);
  processAll(seam);
  seam.lookAgain(1);
  processAll(seam);
  assert.deepEqual([...(seam.states.get(ann)?.memberships.keys() ?? [])], ['viewers']);
});

test('whoever was inside a segment is looked at when it asks for something that she never did', () => {
  const seam = new SimulatedSeam();
  const ann = seam.profile(0);
  seam.track(ann, names[0], { stale: false, imported: false });
  seam.publish([released('chosen', counting(names[0], 'at_least', 1), 1)]);
  seam.settle();
  assert.deepEqual([...(seam.states.get(ann)?.memberships.keys() ?? [])], ['chosen']);
  seam.publish([released('chosen', counting(names[1], 'at_least', 1), 2)]);
  seam.settle();
  assert.deepEqual(seam.states.get(ann)?.memberships, new Map());
});
