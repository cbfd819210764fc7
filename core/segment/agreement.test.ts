import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { SegmentCondition } from '#contracts/segment.ts';
import { type CompiledRelease, compileRelease } from '#core/release.ts';
import { newProfileState, type ProfileState } from '#core/state.ts';
import { conditions, type Entry, histories, origin } from '#test/segment-arbitrary.ts';
import { referenceHolds } from '#test/segment-reference.ts';
import { lookAt, replayEntry } from '#test/segment-replay.ts';
import { openSettings, workOn } from '#test/work.ts';
import { absorbSegments } from './absorb.ts';
import { nextExpiry, updateMemberships } from './memberships.ts';
import { newest } from './merge.ts';
import { foldSeed } from './seed.ts';

const runs = { numRuns: Number(process.env.SEGMENT_CASES ?? 300) };

function releaseOf(
  number: number,
  segments: readonly { readonly condition: SegmentCondition; readonly sinceRelease: number }[],
): CompiledRelease {
  return compileRelease({
    workspace: 1,
    number,
    settings: openSettings,
    journeys: [],
    messages: [],
    segments: segments.map((segment, index) => ({ ...segment, id: `s${index}`, name: 's', description: '' })),
  });
}

const blank = newProfileState('0190a6e0-0000-7000-8000-000000000001', origin);
const few = fc.array(conditions, { minLength: 1, maxLength: 4 });

function assertAgrees(
  state: ProfileState,
  definitions: readonly SegmentCondition[],
  history: readonly Entry[],
  now: number,
): void {
  const expected = definitions.map((condition) => referenceHolds(condition, history, now));
  const actual = definitions.map((_, index) => `s${index}` in state.memberships);
  assert.deepEqual(actual, expected, `at ${new Date(now).toISOString()}`);
}

/** Follows the expiries: each answer stands until the instant before, and changes exactly there. */
function assertExpiries(
  release: CompiledRelease,
  start: ProfileState,
  definitions: readonly SegmentCondition[],
  history: readonly Entry[],
): void {
  let state = start;
  for (let at = nextExpiry(state); at !== undefined; at = nextExpiry(state)) {
    assertAgrees(lookAt(release, state, at - 1), definitions, history, at - 1);
    const after = lookAt(release, state, at);
    assertAgrees(after, definitions, history, at);
    assert.notDeepEqual(Object.keys(after.memberships).sort(), Object.keys(state.memberships).sort());
    state = after;
  }
  assertAgrees(state, definitions, history, origin + 1e12);
}

test('memberships agree with a recount of the whole history at every arrival and at every expiry', () => {
  fc.assert(
    fc.property(few, histories, (definitions, history) => {
      const release = releaseOf(
        1,
        definitions.map((condition) => ({ condition, sinceRelease: 1 })),
      );
      let state = blank;
      for (const [index, entry] of history.entries()) {
        state = replayEntry(release, state, entry);
        assertAgrees(state, definitions, history.slice(0, index + 1), entry.arrivedAt);
      }
      if (history.length > 0) assertExpiries(release, state, definitions, history);
    }),
    runs,
  );
});

test('two people merged are counted as one who lived both stories', () => {
  fc.assert(
    fc.property(few, histories, histories, (definitions, ours, theirs) => {
      const release = releaseOf(
        1,
        definitions.map((condition) => ({ condition, sinceRelease: 1 })),
      );
      const [winner, loser] = [ours, theirs].map((history) =>
        history.reduce((state, entry) => replayEntry(release, state, entry), blank),
      );
      assert(winner && loser);
      const work = workOn(lookAt(release, winner, origin), release, { now: origin });
      work.state = { ...work.state, traits: { ...loser.traits, ...winner.traits } };
      absorbSegments(work, loser);
      updateMemberships(work, 'all');
      const both = [...theirs, ...ours];
      assertAgrees(work.state, definitions, both, origin);
      assertExpiries(release, work.state, definitions, both);
    }),
    runs,
  );
});

test('a seed and what was counted since give the whole history, also of a condition that was there before', () => {
  fc.assert(
    fc.property(few, few, histories, fc.nat(12), fc.nat(12), (old, added, history, published, folded) => {
      const first = releaseOf(
        1,
        [...old, ...added].map((condition) => ({ condition, sinceRelease: 1 })),
      );
      const second = releaseOf(
        2,
        old.map((condition) => ({ condition, sinceRelease: 1 })),
      );
      const third = releaseOf(3, [
        ...old.map((condition) => ({ condition, sinceRelease: 1 })),
        ...added.map((condition) => ({ condition, sinceRelease: 3 })),
      ]);
      const before = history.slice(0, published);
      const between = history.slice(published, published + folded);
      const after = history.slice(published + folded);
      let state = before.slice(0, 2).reduce((from, entry) => replayEntry(first, from, entry), blank);
      state = before.slice(2).reduce((from, entry) => replayEntry(second, from, entry), state);
      const last = history.at(-1)?.arrivedAt ?? origin;
      const isNew = state.release === undefined;
      state = between.reduce((from, entry) => replayEntry(third, from, entry), state);

      if (!isNew) {
        const work = workOn(state, third, { now: [...before, ...between].at(-1)?.arrivedAt ?? last });
        const seed = { release: 3, of: blank.profile, counters: seedOf(third, 3, before, work.now) };
        assert.notEqual(foldSeed(work, seed), 'stale_seed');
        assert.equal(foldSeed(work, seed), 'stale_seed');
        state = work.state;
      }
      state = after.reduce((from, entry) => replayEntry(third, from, entry), state);
      if (state.release !== undefined) assertAgrees(lookAt(third, state, last), [...old, ...added], history, last);
    }),
    runs,
  );
});

/** What the facts say until publishing: counted by a state that knew the release from the beginning. */
function seedOf(
  release: CompiledRelease,
  since: number,
  history: readonly Entry[],
  now: number,
): ProfileState['counters'] {
  const { counters } = history.reduce((state, entry) => replayEntry(release, state, entry), blank);
  const seeded = [...release.segments.counters.values()].filter((counter) => counter.since === since);
  return Object.fromEntries(seeded.map(({ key, keep }) => [key, newest(counters[key] ?? [], keep, now)]));
}
