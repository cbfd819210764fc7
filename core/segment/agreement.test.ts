import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { SegmentCondition } from '#contracts/segment.ts';
import type { SeedStimulus } from '#contracts/stimulus.ts';
import { days } from '#core/duration.ts';
import { type CompiledRelease, compileRelease } from '#core/release.ts';
import { newProfileState, type ProfileState } from '#core/state.ts';
import { openSettings, workOn } from '#test/builders.ts';
import { type Entry, histories } from '#test/segment/entry.ts';
import { conditions, edgesOf, kindsOfLeaves, labelOf, referenceHolds } from '#test/segment/index.ts';
import { type Asked, settings as anySettings } from '#test/segment/kind.ts';
import { origin, personId } from '#test/segment/origin.ts';
import { lookAt, replayEntry } from '#test/segment/segment-replay.ts';
import { Tally } from '#test/segment/tally.ts';
import { toldOf } from '#test/segment/told.ts';
import { absorbSegments } from './absorb.ts';
import { settleHeld } from './counters/index.ts';
import { conditionHolds } from './holds.ts';
import { segmentsDue, updateMemberships } from './memberships.ts';
import { farthestLook } from './next-change.ts';
import { foldSeed } from './seed/seed.ts';
import type { SegmentSettings } from './segment-settings.ts';

const cases = Number(process.env.SEGMENT_CASES ?? 300);
const runs = { numRuns: cases };

function releaseOf(
  number: number,
  segments: readonly { readonly condition: SegmentCondition; readonly sinceRelease: number }[],
  settings: SegmentSettings,
): CompiledRelease {
  return compileRelease({
    workspace: 1,
    number,
    settings: { ...openSettings, ...settings },
    journeys: [],
    messages: [],
    segments: segments.map((segment, index) => ({ ...segment, id: `s${index}`, name: 's', description: '' })),
  });
}

const blank = newProfileState(personId, origin);
const few = fc.array(conditions, { minLength: 1, maxLength: 4 });

function assertAgrees(
  state: ProfileState,
  definitions: readonly SegmentCondition[],
  history: readonly Entry[],
  asked: Asked,
): void {
  const expected = definitions.map((condition) => referenceHolds(condition, history, asked));
  const actual = definitions.map((_, index) => state.memberships.has(`s${index}`));
  assert.deepEqual(actual, expected, `at ${new Date(asked.now).toISOString()} in ${asked.settings.timeZone}`);
}

/**
 * Follows what is due: each answer stands until the instant before, and changes exactly there; but for the first, which may
 * be a time that was put off since.
 */
function assertExpiries(
  release: CompiledRelease,
  start: ProfileState,
  definitions: readonly SegmentCondition[],
  history: readonly Entry[],
): void {
  const { settings } = release.segments;
  let state = start;
  for (let at = segmentsDue(state); at !== null; at = segmentsDue(state)) {
    assertAgrees(lookAt(release, state, at - 1), definitions, history, { now: at - 1, settings });
    const after = lookAt(release, state, at);
    assertAgrees(after, definitions, history, { now: at, settings });
    // Whatever was looked at since the first arrival saw as far as this.
    if (state !== start && at <= origin - days(10) + farthestLook) {
      assert.notDeepEqual([...after.memberships.keys()].sort(), [...state.memberships.keys()].sort());
    }
    if (at > origin + days(2_000)) return;
    state = after;
  }
  assertAgrees(state, definitions, history, { now: origin + 1e12, settings });
}

test('each kind of condition answers as a recount does, around every edge of its windows', (t) => {
  const tally = new Tally();
  for (const kind of kindsOfLeaves) {
    fc.assert(
      fc.property(kind, histories, anySettings, (condition, history, settings) => {
        const release = releaseOf(1, [{ condition, sinceRelease: 1 }], settings);
        const state = history.reduce((from, entry) => replayEntry(release, from, entry), blank);
        const last = history.at(-1)?.arrivedAt ?? origin;
        const edges = new Set(edgesOf(condition, history, settings).flatMap((edge) => [edge - 1, edge, edge + 1]));
        for (const now of [last, ...edges].filter((edge) => edge >= last)) {
          const expected = referenceHolds(condition, history, { now, settings });
          tally.add(labelOf(condition), expected);
          const holds = conditionHolds(release.segments, condition, state, now);
          assert.equal(holds, expected, `at ${new Date(now).toISOString()} in ${settings.timeZone}`);
        }
      }),
      { numRuns: cases / 2 },
    );
  }
  for (const line of tally.lines()) t.diagnostic(line);
  tally.assertBoth(5, 'kind');
});

test('memberships agree with a recount of the whole history at every arrival and at every expiry', () => {
  fc.assert(
    fc.property(few, histories, anySettings, (definitions, history, settings) => {
      const release = releaseOf(
        1,
        definitions.map((condition) => ({ condition, sinceRelease: 1 })),
        settings,
      );
      let state = blank;
      for (const [index, entry] of history.entries()) {
        state = replayEntry(release, state, entry);
        assertAgrees(state, definitions, history.slice(0, index + 1), { now: entry.arrivedAt, settings });
      }
      if (history.length > 0) assertExpiries(release, state, definitions, history);
    }),
    runs,
  );
});

test('two people merged are counted as one who lived both stories', () => {
  fc.assert(
    fc.property(few, histories, histories, anySettings, (definitions, ours, theirs, settings) => {
      const release = releaseOf(
        1,
        definitions.map((condition) => ({ condition, sinceRelease: 1 })),
        settings,
      );
      const [winner, loser] = [ours, theirs].map((history) =>
        history.reduce((state, entry) => replayEntry(release, state, entry), blank),
      );
      assert(winner && loser);
      const work = workOn(lookAt(release, winner, origin), release, { now: origin });
      const both = [...theirs, ...ours];
      work.state = { ...work.state, traits: { ...loser.traits, ...winner.traits }, ...toldOf(both) };
      absorbSegments(work, loser);
      updateMemberships(work, 'all');
      assertAgrees(work.state, definitions, both, { now: origin, settings });
      assertExpiries(release, work.state, definitions, both);
    }),
    runs,
  );
});

test('a seed and what was counted since give the whole history, also of a condition that was there before', () => {
  fc.assert(
    fc.property(
      few,
      few,
      histories,
      fc.nat(12),
      fc.nat(12),
      anySettings,
      (old, added, history, published, folded, settings) => {
        const first = releaseOf(
          1,
          [...old, ...added].map((condition) => ({ condition, sinceRelease: 1 })),
          settings,
        );
        const second = releaseOf(
          2,
          old.map((condition) => ({ condition, sinceRelease: 1 })),
          settings,
        );
        const third = releaseOf(
          3,
          [
            ...old.map((condition) => ({ condition, sinceRelease: 1 })),
            ...added.map((condition) => ({ condition, sinceRelease: 3 })),
          ],
          settings,
        );
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
        if (state.release !== undefined)
          assertAgrees(lookAt(third, state, last), [...old, ...added], history, { now: last, settings });
      },
    ),
    runs,
  );
});

/** What the facts say until publishing: counted by a state that knew the release from the beginning. */
function seedOf(
  release: CompiledRelease,
  since: number,
  history: readonly Entry[],
  now: number,
): SeedStimulus['counters'] {
  const { counters } = history.reduce((state, entry) => replayEntry(release, state, entry), blank);
  const seeded = [...release.segments.counters.values()].filter((counter) => counter.since === since);
  return Object.fromEntries(
    seeded.map((counter) => [counter.key, settleHeld(counter, counters.get(counter.key) ?? [], now)]),
  );
}
