import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { SegmentCondition } from '#contracts/segment.ts';
import type { AbsorbStimulus, TrackStimulus } from '#contracts/stimulus.ts';
import { journey, noon, person, release } from '#test/builders.ts';
import { triggerNode, waitNode } from '#test/journey-nodes.ts';
import { days } from '../duration.ts';
import type { ProfileState } from '../state.ts';
import { nextDue, step } from '../step.ts';
import { writeDocument } from '../write-document.ts';

const ordered = (comparison: 'at_least' | 'at_most', times: number): SegmentCondition => ({
  type: 'event',
  match: { event: 'Order Completed', where: [] },
  frequency: { comparison, times, withinDays: 30 },
});
const conditions = { buyers: ordered('at_least', 1), regulars: ordered('at_least', 2), lapsed: ordered('at_most', 0) };
const compiled = release({
  segments: Object.entries(conditions).map(([id, condition]) => ({ id, name: id, description: '', condition })),
  journeys: Object.keys(conditions).flatMap((segment) =>
    (['entered', 'left'] as const).map((change) =>
      journey(`${segment} ${change}`, [
        triggerNode({ type: 'segment', segment, change }, 'pause'),
        waitNode('pause', 1, null),
      ]),
    ),
  ),
});

interface Told {
  /** Days from noon at which the event is told, and lies. */
  readonly now: number;
  readonly at?: number;
  readonly imported?: true;
}

let told = 0;

/** Tells the events in their order, with a timer whenever something falls due in between; the journeys that began, by day. */
function journeysOf(events: readonly Told[], until: number, start: ProfileState = person()) {
  let state = start;
  const began: string[] = [];
  const apply = (now: number, stimulus: TrackStimulus | { type: 'timer'; profile: string }) => {
    const result = step(state, stimulus, { now, release: compiled, random: () => 0.5 });
    state = result.state;
    for (const fact of result.facts) {
      if (fact.type === 'journey_step' && fact.change === 'entered')
        began.push(`${(now - noon) / days(1)} ${fact.journey}`);
    }
  };
  const { profile } = state;
  const pass = (to: number) => {
    for (let due = nextDue(state); due !== null && due <= to; due = nextDue(state))
      apply(due, { type: 'timer', profile });
  };
  for (const { now, at = now, imported } of events) {
    const receivedAt = noon + days(now);
    pass(receivedAt);
    const base = { workspace: 1, profile, id: `message-${told++}`, at: noon + days(at), receivedAt } as const;
    const observed = { identities: [], context: {}, name: 'Order Completed', properties: {} } as const;
    apply(receivedAt, { type: 'track', ...base, ...observed, ...(imported && { imported }) });
  }
  pass(noon + days(until));
  return { began, state };
}

const history = { imported: true } as const;

test('what only imported history has set starts nothing, neither when it comes nor when its window ends', () => {
  assert.deepEqual(journeysOf([{ now: 0, at: -10, ...history }], 100).began, []);
});

test('a live order after it makes the end of its window hers', () => {
  const events = [{ now: 0, at: -10, ...history }, { now: 5 }];
  assert.deepEqual(journeysOf(events, 100).began.sort(), [
    '20 regulars left',
    '35 buyers left',
    '35 lapsed entered',
    '5 regulars entered',
  ]);
});

test('history that comes after a live order and ends before it changes nothing of what follows', () => {
  const live = journeysOf([{ now: 0 }], 100).began;
  const events = [{ now: 0 }, { now: 1, at: -20, ...history }];
  assert.deepEqual(journeysOf(events, 100).began, live);
});

test('what falls due while history comes in starts its journeys', () => {
  const { state } = journeysOf([{ now: 0 }], 29);
  const late = {
    workspace: 1,
    profile: state.profile,
    id: 'page',
    at: noon - days(90),
    receivedAt: noon + days(31),
  } as const;
  const page = {
    ...late,
    type: 'track',
    identities: [],
    context: {},
    name: 'Page Viewed',
    properties: {},
    imported: true,
  } as const;
  const { runs } = step(state, page, { now: noon + days(31), release: compiled, random: () => 0.5 }).state;
  assert.deepEqual(runs.map((run) => run.journey).sort(), ['buyers left', 'lapsed entered']);
});

test('a merge does not make imported history live, whoever of the two wins', () => {
  const imported = journeysOf([{ now: 0, at: -10, ...history }], 1).state;
  const visitor = { ...person(), profile: '0190a6e0-0000-7000-8000-000000000009' };
  for (const [winner, loser] of [
    [imported, visitor],
    [visitor, imported],
  ] as const) {
    const at = noon + days(1);
    const base = { type: 'absorb', workspace: 1, profile: winner.profile, id: 'absorb', at, receivedAt: at } as const;
    const absorb: AbsorbStimulus = { ...base, loser: loser.profile, document: writeDocument(loser) };
    const merged = step(winner, absorb, { now: at, release: compiled, random: () => 0.5 }).state;
    assert.deepEqual(journeysOf([], 100, merged).began, []);
  }
});

test('whatever is imported starts nothing, and without imports nothing is taken for imported', () => {
  const events = fc.array(fc.record({ now: fc.integer({ min: 0, max: 60 }), back: fc.integer({ min: 0, max: 40 }) }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(events, (drawn) => {
      const inOrder = drawn.sort((a, b) => a.now - b.now).map(({ now, back }) => ({ now, at: now - back }));
      assert.deepEqual(
        journeysOf(
          inOrder.map((one) => ({ ...one, ...history })),
          150,
        ).began,
        [],
      );
      assert.equal(journeysOf(inOrder, 150).state.importedExpiries, undefined);
    }),
    { numRuns: 200 },
  );
});

test('a time in a segment whose history is awaited is not due again and again', () => {
  const counter = [...(compiled.segments.segments.get('buyers')?.counters ?? [])][0] ?? assert.fail();
  const awaitedSeeds = [{ release: counter.since, of: person().profile }];
  const state = person({ release: 1, awaitedSeeds, segmentsDue: noon, memberships: new Map([['buyers', noon]]) });
  const after = step(
    state,
    { type: 'timer', profile: state.profile },
    { now: noon, release: compiled, random: () => 0.5 },
  );
  assert.equal(nextDue(after.state), null);
  assert.deepEqual(after.state.memberships, new Map([['buyers', noon]]));
});

test('what imported traits have set stays theirs as time goes on, and through a merge with somebody live', () => {
  const soon = { type: 'trait', test: { name: 'renewsAt', operator: 'within_next', days: 7 } } as const;
  const renewals = release({ segments: [{ id: 'soon', name: 'soon', description: '', condition: soon }] });
  const context = (now: number) => ({ now, release: renewals, random: () => 0.5 });
  const { profile } = person();
  const traits = { renewsAt: new Date(noon + days(20)).toISOString() };
  const base = {
    workspace: 1,
    profile,
    id: 'identify',
    at: noon,
    receivedAt: noon,
    identities: [],
    context: {},
  } as const;
  const told = step(person(), { ...base, type: 'identify', traits, imported: true }, context(noon)).state;
  assert.deepEqual(told.importedExpiries, new Map([['soon', noon + days(13)]]));
  const inside = step(told, { type: 'timer', profile }, context(noon + days(13))).state;
  assert.deepEqual([...inside.memberships.keys()], ['soon']);
  assert.deepEqual(inside.importedExpiries, new Map([['soon', noon + days(20)]]));

  const visitor = { ...person(), profile: '0190a6e0-0000-7000-8000-000000000009', release: told.release ?? 0 };
  const at = noon + days(1);
  const merge = { type: 'absorb', workspace: 1, profile: visitor.profile, id: 'absorb', at, receivedAt: at } as const;
  const absorb: AbsorbStimulus = { ...merge, loser: profile, document: writeDocument(told) };
  assert.deepEqual(step(visitor, absorb, context(at)).state.importedExpiries, new Map([['soon', noon + days(13)]]));
});
