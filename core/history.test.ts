import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Fact } from '#contracts/fact.ts';
import { suggestedLeadScore } from '#contracts/lead-score.ts';
import { suggestedLifecycle } from '#contracts/lifecycle.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import type { TrackStimulus } from '#contracts/stimulus.ts';
import { deepFreeze, person, release, send } from '#test/builders.ts';
import { type Entry, histories } from '#test/segment/entry.ts';
import { conditions } from '#test/segment/index.ts';
import { origin } from '#test/segment/origin.ts';
import { lookAt, replayEntry } from '#test/segment/segment-replay.ts';
import { hours } from './duration.ts';
import { stretchOfHistory } from './history.ts';
import { type CompiledRelease, compileRelease } from './release.ts';
import type { ProfileState } from './state.ts';
import { type StepResult, step, stepHistory } from './step.ts';

const segmentsOf = (all: readonly SegmentCondition[]) =>
  all.map((condition, index) => ({ id: `s${index}`, name: `s${index}`, description: '', condition }));

const imported = (entries: readonly Entry[]): TrackStimulus[] =>
  entries.flatMap((entry, index) =>
    entry.type === 'event'
      ? {
          ...{ type: 'track', workspace: 1, profile: person().profile, id: `event-${index}`, at: entry.at },
          ...{ receivedAt: origin, identities: [{ kind: 'userId', value: 'ada' }], context: {} },
          ...{ name: entry.name, properties: entry.properties, imported: true, import: 'file' },
        }
      : [],
  );

const leadScore = {
  ...suggestedLeadScore,
  sinceRelease: 1,
  rules: suggestedLeadScore.rules.map((rule) => ({ ...rule, sinceRelease: 1 })),
};

test('a stretch of history comes to the same person as its events one by one', () => {
  let stretches = 0;
  fc.assert(
    fc.property(
      fc.array(conditions, { minLength: 1, maxLength: 4 }),
      fc.option(histories),
      histories,
      fc.integer({ min: 0, max: hours(100) }),
      (all, known, told, later) => {
        const { source } = release({ segments: segmentsOf(all), settings: { lifecycle: suggestedLifecycle } });
        const compiled = compileRelease({ ...source, leadScore });
        const before = known?.reduce<ProfileState>(
          (state, entry) => deepFreeze(replayEntry(compiled, state, entry)),
          person({ release: 1 }),
        );
        const events = imported(told);
        const context = { now: origin + later, release: compiled, random: () => 0.5 };
        const [first, ...others] = stretchOfHistory(before, events, context.now);
        // What is overdue comes before her history.
        if (first === undefined) return;
        assert.equal(1 + others.length, events.length);
        if (others.length > 0) stretches++;
        const together = stepHistory(before, [first, ...others], context);
        const apart = oneByOne(before, events, context);
        assert.deepEqual(comparable(together), comparable(apart));
        // A time that moved away stays as it was: whoever looks at each event may have one too many, and looks in vain then.
        const [soon, late] = [apart, together].map((one) => one.state.segmentsDue ?? Number.POSITIVE_INFINITY);
        assert.ok(soon !== undefined && late !== undefined && soon <= late);
        // A change that was due before, and still is, is not the import's; told apart it may pass for it when one of the events put it off.
        for (const [id, at] of together.state.importedExpiries ?? [])
          assert.equal(apart.state.importedExpiries?.get(id), at);
        for (const days of [1, 10, 40, 400]) {
          const at = context.now + days * hours(24);
          const after = [apart, together].map(({ state }) => lookAt(compiled, state, at).memberships);
          assert.deepEqual([...(after[0]?.keys() ?? [])].sort(), [...(after[1]?.keys() ?? [])].sort());
        }
      },
    ),
    { numRuns: 1_000 },
  );
  assert.ok(stretches > 500, `${stretches} stretches of more than one event`);
});

test('who is gone, or with whom something is under way or overdue, has no stretch; another import ends one', () => {
  const [first, second] = imported(
    ['Product Viewed', 'Product Added'].map((name) => ({
      ...{ type: 'event', name, properties: {}, at: origin, arrivedAt: origin },
    })),
  );
  assert.ok(first && second);
  const lengthOf = (state: Partial<ProfileState>, events = [first, second]) =>
    stretchOfHistory(person({ release: 1, ...state }), events, origin).length;
  assert.equal(lengthOf({}), 2);
  assert.equal(lengthOf({ segmentsDue: origin + 1 }), 2);
  assert.equal(lengthOf({}, [first, { ...second, import: 'another' }]), 1);
  const { imported: _, ...live } = second;
  assert.equal(lengthOf({}, [first, live]), 1);
  for (const state of [
    { segmentsDue: origin },
    { removed: true },
    { departed: [] },
    { mergedInto: 'somebody' },
    { erased: { at: origin, erasure: 'erasure' } },
    { sends: [send({ status: 'reserved' })] },
  ] as const) {
    assert.equal(lengthOf(state), 0, JSON.stringify(state));
  }
});

function oneByOne(
  before: ProfileState | undefined,
  events: readonly TrackStimulus[],
  context: { readonly now: number; readonly release: CompiledRelease; readonly random: () => number },
) {
  let state = before;
  const facts: Fact[] = [];
  const effects: StepResult['effects'][number][] = [];
  for (const event of events) {
    const result = step(state, event, context);
    state = result.state;
    facts.push(...result.facts);
    effects.push(...result.effects);
  }
  return { state: state as ProfileState, facts, effects };
}

/** What came and went within the stretch has no fact, and who left a segment and came back has been in it all the time. */
function comparable({ state, facts, effects }: StepResult) {
  const pictures = facts.filter((fact) => fact.type === 'profile');
  const { traits, identities, known } = pictures.at(-1) ?? {};
  const { segmentsDue: _, importedExpiries: __, memberships, ...rest } = state;
  const segments = new Set(memberships.keys());
  const others = facts.filter(({ type }) => type !== 'profile' && type !== 'membership');
  return { state: { ...rest, segments }, effects, picture: { traits, identities, known }, others };
}
