import assert from 'node:assert/strict';
import test from 'node:test';
import type { SegmentCondition } from '#contracts/segment.ts';
import { noon, openSettings, workOn } from '#test/builders.ts';
import { absorbId } from '../../merge/absorb-id.ts';
import { type CompiledRelease, compileRelease } from '../../release.ts';
import { newProfileState, type ProfileState } from '../../state.ts';
import { step } from '../../step.ts';
import type { Work } from '../../work.ts';
import { absorbSegments } from '../absorb.ts';
import { updateMemberships } from '../memberships.ts';
import { recordHappening } from '../record.ts';
import { followRelease } from './follow-release.ts';
import { foldSeed } from './seed.ts';

const bought = (comparison: 'at_least' | 'at_most', times: number): SegmentCondition => ({
  type: 'event',
  match: { event: 'Order Completed', where: [] },
  frequency: { comparison, times },
});

function releaseOf(number: number, segments: { [id: string]: readonly [SegmentCondition, number] }): CompiledRelease {
  const listed = Object.entries(segments).map(([id, [condition, sinceRelease]]) => ({ id, condition, sinceRelease }));
  const named = listed.map((segment) => ({ ...segment, name: segment.id, description: '' }));
  return compileRelease({ workspace: 1, number, settings: openSettings, journeys: [], messages: [], segments: named });
}

const first = releaseOf(1, { buyers: [bought('at_least', 1), 1] });
const second = releaseOf(2, {
  buyers: [bought('at_least', 1), 1],
  never: [bought('at_most', 0), 2],
  regulars: [bought('at_least', 3), 2],
  strangers: [bought('at_most', 2), 2],
});
const regularsKey = [...second.segments.counters.keys()].find((key) => key.endsWith('.4')) ?? '';

function buy(release: CompiledRelease, state: ProfileState, at: number): Work {
  const work = workOn(state, release, { now: at });
  const happening = { name: 'Order Completed', properties: {}, at };
  recordHappening(work, happening);
  updateMemberships(work, { happenings: [happening] });
  return work;
}

function takeOver(work: Work, loser: ProfileState): void {
  const own = followRelease(work.release, work.state);
  work.state = { ...own, absorbed: [...own.absorbed, ...loser.absorbed, absorbId(loser.profile, own.profile)] };
  absorbSegments(work, loser);
  updateMemberships(work, 'all');
}

const members = (state: ProfileState): readonly string[] => [...state.memberships.keys()].sort();
const ann = '0190a6e0-0000-7000-8000-000000000001';
const bob = '0190a6e0-0000-7000-8000-000000000002';
const known = buy(first, newProfileState(ann, noon), noon).state;
const merged = buy(first, newProfileState(bob, noon), noon).state;

test('who was known before is not held against new counters until their seed has come', () => {
  const { state } = buy(second, known, noon + 1);
  assert.deepEqual(members(state), ['buyers']);
  const work = workOn(state, second, { now: noon + 2 });
  assert.deepEqual(foldSeed(work, { release: 2, of: ann, counters: { [regularsKey]: [noon - 1, noon] } }), [
    { segment: 'regulars', change: 'entered' },
  ]);
  assert.deepEqual(members(work.state), ['buyers', 'regulars']);
});

test('a new segment whose counters were all counted before is answered at once', () => {
  const third = releaseOf(3, { buyers: [bought('at_least', 1), 1], others: [bought('at_most', 0), 3] });
  assert.equal(third.segments.counters.size, 1);
  const work = workOn(known, third, { now: noon + 1 });
  updateMemberships(work, 'all');
  assert.deepEqual(members(work.state), ['buyers']);
});

test('who comes after publishing has nothing to wait for', () => {
  const { state } = buy(second, newProfileState(bob, noon), noon);
  assert.deepEqual(members(state), ['buyers', 'strangers']);
});

test('a repeated seed, and one of a release that nobody waits for, change nothing', () => {
  const work = workOn(known, second, { now: noon + 1 });
  assert.notEqual(foldSeed(work, { release: 2, of: ann, counters: {} }), 'stale_seed');
  const before = work.state;
  assert.equal(foldSeed(work, { release: 2, of: ann, counters: { [regularsKey]: [1, 2, 3] } }), 'stale_seed');
  assert.equal(foldSeed(work, { release: 9, of: ann, counters: {} }), 'stale_seed');
  assert.equal(work.state, before);
});

test('two who become one wait for the seeds of both', () => {
  const work = workOn(buy(second, known, noon + 1).state, second, { now: noon + 2 });
  takeOver(work, merged);
  foldSeed(work, { release: 2, of: ann, counters: { [regularsKey]: [noon] } });
  assert.deepEqual(members(work.state), ['buyers']);
  foldSeed(work, { release: 2, of: bob, counters: { [regularsKey]: [noon] } });
  assert.deepEqual(work.state.counters.get(regularsKey), [noon, noon, noon + 1]);
  assert.deepEqual(members(work.state), ['buyers', 'regulars']);
});

test('who had taken somebody over before publishing waits for the seeds of both', () => {
  const before = workOn(known, first, { now: noon + 1 });
  takeOver(before, merged);
  const work = workOn(before.state, second, { now: noon + 2 });
  foldSeed(work, { release: 2, of: bob, counters: { [regularsKey]: [noon] } });
  assert.deepEqual(work.state.awaitedSeeds, [{ release: 2, of: ann }]);
  foldSeed(work, { release: 2, of: ann, counters: { [regularsKey]: [noon] } });
  assert.deepEqual(work.state.counters.get(regularsKey), [noon, noon]);
  assert.deepEqual(work.state.awaitedSeeds, []);
});

test('the seed of a merged profile that overtakes its document counts once', () => {
  const work = workOn(known, second, { now: noon + 2 });
  foldSeed(work, { release: 2, of: ann, counters: { [regularsKey]: [noon] } });
  const early = { release: 2, of: bob, counters: { [regularsKey]: [noon] } };
  assert.notEqual(foldSeed(work, early), 'stale_seed');
  assert.equal(foldSeed(work, early), 'stale_seed');
  takeOver(work, merged);
  assert.equal(foldSeed(work, early), 'stale_seed');
  assert.deepEqual(work.state.counters.get(regularsKey), [noon, noon]);
  assert.deepEqual([work.state.awaitedSeeds, work.state.earlySeeds], [[], []]);
});

test('what a document brings along counted and seeded is not awaited again', () => {
  const seeded = workOn(merged, second, { now: noon + 2 });
  foldSeed(seeded, { release: 2, of: bob, counters: { [regularsKey]: [noon] } });
  const work = workOn(known, second, { now: noon + 3 });
  takeOver(work, seeded.state);
  assert.deepEqual(work.state.awaitedSeeds, [{ release: 2, of: ann }]);
});

test('a counter that went and came again takes the seed of its second birth only', () => {
  const again = releaseOf(4, { regulars: [bought('at_least', 3), 4], others: [bought('at_most', 99), 2] });
  const work = workOn(known, again, { now: noon + 1 });
  const counters = { [regularsKey]: [noon] };
  foldSeed(work, { release: 2, of: ann, counters });
  assert.equal(work.state.counters.get(regularsKey)?.length ?? 0, 0);
  foldSeed(work, { release: 4, of: ann, counters });
  assert.deepEqual(work.state.counters.get(regularsKey), [noon]);
});

test('what a segment that is gone has left behind goes with the next change', () => {
  const work = workOn(known, releaseOf(2, {}), { now: noon + 1 });
  updateMemberships(work, 'all');
  assert.deepEqual(
    [work.state.counters, work.state.memberships, work.state.segmentsDue, work.state.awaitedSeeds],
    [new Map(), new Map(), null, []],
  );
});

test('nobody awaits a history that is complete, but for the profiles whose seed is a dead letter', () => {
  const completeHistories = (except: readonly string[]) => [{ release: 2, since: 3, except }];
  const third = (except: readonly string[]) =>
    compileRelease({ ...second.source, number: 3, completeHistories: completeHistories(except) });
  const awaited = buy(second, known, noon + 1).state;
  const timer = { type: 'timer', profile: ann } as const;
  const at = (release: CompiledRelease) => ({ now: noon + 2, release, random: () => 0.5 });

  const { state } = step(awaited, timer, at(third([])));
  assert.deepEqual([state.awaitedSeeds, members(state)], [[], ['buyers', 'strangers']]);
  assert.deepEqual(followRelease(third([]), known).awaitedSeeds, []);

  const left = step(awaited, timer, at(third([ann]))).state;
  assert.deepEqual([left.awaitedSeeds, members(left)], [[{ release: 2, of: ann }], ['buyers']]);
  const work = workOn(followRelease(third([ann]), known), third([ann]), { now: noon + 3 });
  foldSeed(work, { release: 2, of: ann, counters: { [regularsKey]: [noon, noon, noon] } });
  assert.deepEqual(members(work.state), ['buyers', 'regulars']);
});
