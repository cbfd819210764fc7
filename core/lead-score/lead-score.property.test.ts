import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { JourneyNode } from '#contracts/journey.ts';
import {
  givenPointsRule,
  gradeEvent,
  type LeadScoreSettings,
  pointsEvent,
  type ScoreDecay,
} from '#contracts/lead-score.ts';
import type { IdentifyStimulus, ProfileStimulus, TrackStimulus } from '#contracts/stimulus.ts';
import { journey, openSettings } from '#test/builders.ts';
import { conditionNode, onEvent, triggerNode } from '#test/journey-nodes.ts';
import { type CompiledRelease, compileRelease } from '../release.ts';
import { newProfileState, type ProfileState } from '../state.ts';
import { nextDue, step } from '../step.ts';
import { sumOf, uniteSums, unitOf } from './score-sum.ts';
import { scoreOf } from './score-value.ts';

const day = 86_400_000;
const origin = Date.parse('2026-03-01T00:00:00Z');
const [ada, bea] = ['0190a6e0-0000-7000-8000-000000000001', '0190a6e0-0000-7000-8000-000000000002'];

const decays: fc.Arbitrary<ScoreDecay> = fc.oneof(
  fc.constant({ type: 'none' } as const),
  fc.record({ type: fc.constant('half_life' as const), days: fc.integer({ min: 1, max: 60 }) }),
  fc.record({
    type: fc.constant('per_period' as const),
    percent: fc.integer({ min: 1, max: 99 }),
    everyDays: fc.integer({ min: 1, max: 10 }),
  }),
);
const points = fc.integer({ min: -40, max: 60 }).filter((one) => one !== 0);
const scores: fc.Arbitrary<LeadScoreSettings> = fc
  .record({
    decay: decays,
    viewed: points,
    bought: points,
    gold: points,
    atMost: fc.option(fc.integer({ min: 1, max: 80 }), { nil: undefined }),
    lowest: fc.option(fc.integer({ min: -20, max: 0 }), { nil: undefined }),
    highest: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
  })
  .map(({ decay, viewed, bought, gold, atMost, lowest, highest }) => ({
    decay,
    rules: [
      {
        id: 'viewed',
        name: 'v',
        points: viewed,
        cause: event('Product Viewed'),
        ...(atMost !== undefined && { atMost }),
      },
      { id: 'bought', name: 'b', points: bought, cause: event('Order Completed') },
      {
        id: 'gold',
        name: 'g',
        points: gold,
        cause: { type: 'trait' as const, test: { name: 'tier', operator: 'equals' as const, value: 'gold' } },
      },
    ],
    ...(lowest !== undefined && { lowest }),
    ...(highest !== undefined && { highest }),
    grades: [
      { name: 'warm', from: 10 },
      { name: 'hot', from: 40 },
    ],
  }));

/** What journeys give for these events; always at the moment at which they come. */
const given: Readonly<Partial<Record<Done['kind'], number>>> = { praised: 25, scolded: -10 };
const givers = Object.entries(given).map(([kind, amount]): JourneyNode[] => [
  triggerNode(onEvent(kind), 'give'),
  { id: 'give', kind: 'update_score', points: amount, branches: { next: null } },
]);

function event(name: string) {
  return { type: 'event' as const, match: { event: name, where: [] } };
}

interface Done {
  readonly kind: 'viewed' | 'bought' | 'gold' | 'silver' | 'praised' | 'scolded';
  readonly at: number;
  readonly arrivedAt: number;
}

const doings: fc.Arbitrary<readonly Done[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('viewed', 'viewed', 'bought', 'gold', 'silver', 'praised', 'scolded'),
      hour: fc.nat(60 * 24),
      late: fc.oneof(fc.constant(0), fc.nat(20 * 24)),
    }),
    { maxLength: 20 },
  )
  .map((all) =>
    all
      .map(({ kind, hour, late }) => ({
        kind,
        at: origin + hour * 3_600_000,
        arrivedAt: origin + (hour + (kind === 'viewed' || kind === 'bought' ? late : 0)) * 3_600_000,
      }))
      .sort((a, b) => a.arrivedAt - b.arrivedAt),
  );

function releaseOf(score: LeadScoreSettings, journeys: Parameters<typeof journey>[1][] = givers): CompiledRelease {
  return compileRelease({
    ...{ workspace: 1, number: 1, settings: openSettings, segments: [], messages: [] },
    journeys: journeys.map((nodes, n) => ({ ...journey(`j${n}`, nodes), entry: true, sinceRelease: 1 })),
    leadScore: { ...score, sinceRelease: 1, rules: score.rules.map((rule) => ({ ...rule, sinceRelease: 1 })) },
  });
}

function stimulusOf(profile: string, done: Done, index: number): TrackStimulus | IdentifyStimulus {
  const base = { workspace: 1, profile, id: `${profile}${index}`, at: done.at, receivedAt: done.arrivedAt };
  const observed = { ...base, identities: [], context: {} };
  if (done.kind === 'viewed') return { ...observed, type: 'track', name: 'Product Viewed', properties: {} };
  if (done.kind === 'bought') return { ...observed, type: 'track', name: 'Order Completed', properties: {} };
  if (given[done.kind] !== undefined) return { ...observed, type: 'track', name: done.kind, properties: {} };
  return { ...observed, type: 'identify', traits: { tier: done.kind } };
}

/** Plays a history with its timers up to `until`, and looks after each of them that they were not late. */
function play(release: CompiledRelease, profile: string, history: readonly Done[], until: number) {
  let state: ProfileState | undefined;
  let timers = 0;
  const facts: string[] = [];
  const take = (stimulus: Parameters<typeof step>[1], now: number) => {
    const result = step(state, stimulus, { now, release, random: () => 0.5 });
    state = result.state;
    facts.push(...result.facts.flatMap((fact) => (fact.type === 'event' && fact.name === gradeEvent ? [fact.id] : [])));
  };
  const settleUntil = (moment: number) => {
    for (
      let due = state && nextDue(state);
      due !== null && due !== undefined && due <= moment;
      due = state && nextDue(state)
    ) {
      timers++;
      assert(timers < 2_000);
      take({ type: 'timer', profile }, due);
    }
  };
  for (const [index, done] of history.entries()) {
    settleUntil(done.arrivedAt);
    take(stimulusOf(profile, done, index), done.arrivedAt);
  }
  settleUntil(until);
  return { state: state ?? newProfileState(profile, origin), facts };
}

/** By the plainest means: each event by itself. */
function recount(
  score: LeadScoreSettings,
  histories: readonly (readonly Done[])[],
  tier: unknown,
  now: number,
): unknown {
  const { decay } = score;
  const everyDays = decay.type === 'per_period' ? decay.everyDays : 1;
  const unit = (at: number) => Math.floor(at / (day * everyDays));
  const left = (at: number) => {
    const units = unit(now) - unit(at);
    if (decay.type === 'none') return 1;
    return decay.type === 'half_life' ? 0.5 ** (units / decay.days) : ((100 - decay.percent) / 100) ** units;
  };
  const parts = score.rules.flatMap(({ id, points: worth, atMost = Infinity }) => {
    const own = histories.flat().filter(({ kind }) => kind === id);
    if (id === 'gold') return tier === 'gold' ? [worth] : [];
    const sum = own.reduce((all, { at }) => all + worth * left(at), 0);
    return own.length === 0 ? [] : [Math.sign(sum) * Math.min(atMost, Math.abs(sum))];
  });
  const gifts = histories.flat().filter(({ kind }) => given[kind] !== undefined);
  if (gifts.length > 0) parts.push(gifts.reduce((all, { kind, at }) => all + (given[kind] ?? 0) * left(at), 0));
  if (parts.length === 0) return undefined;
  const total = Math.round(parts.reduce((all, part) => all + part, 0) * 1e6) / 1e6;
  return Math.max(score.lowest ?? -Infinity, Math.min(score.highest ?? Infinity, Math.floor(total + 0.5)));
}

test('the score is what each event by itself comes to, at every moment, with nothing but timers in between', () => {
  fc.assert(
    fc.property(scores, doings, fc.nat(120), (score, history, later) => {
      const until = Math.max(origin, ...history.map(({ arrivedAt }) => arrivedAt)) + later * day;
      const { state } = play(releaseOf(score), ada, history, until);
      assert.equal(state.traits.lead_score, recount(score, [history], state.traits.tier, until));
      const shown = state.traits.lead_score;
      const grade = typeof shown !== 'number' || shown < 10 ? undefined : shown < 40 ? 'warm' : 'hot';
      assert.equal(state.traits.lead_grade, grade);
      assert.equal(state.toldGrade, grade);
    }),
    { numRuns: 400 },
  );
});

test('it does not matter in which order events come, nor in how many histories they are counted first', () => {
  fc.assert(
    fc.property(scores, fc.array(fc.tuple(fc.nat(100), fc.nat(3)), { maxLength: 20 }), (score, events) => {
      const { leadScore } = releaseOf(score);
      assert(leadScore);
      const sums = (some: typeof events) =>
        some
          .map(([at]) => ({ viewed: sumOf(leadScore.decay, origin + at * day) }))
          .reduce((a, b) => uniteSums(leadScore.decay, a, b), {});
      const now = unitOf(leadScore.decay, origin + 130 * day);
      const whole = scoreOf(leadScore, { traits: {}, sums: sums(events) }, now);
      const backwards = scoreOf(leadScore, { traits: {}, sums: sums(events.toReversed()) }, now);
      const parts = [0, 1, 2, 3].map((part) => sums(events.filter(([, one]) => one === part)));
      const united = parts.reduceRight((a, b) => uniteSums(leadScore.decay, a, b), {});
      assert.deepEqual([backwards, scoreOf(leadScore, { traits: {}, sums: united }, now)], [whole, whole]);
    }),
    { numRuns: 300 },
  );
});

/** Steps a stimulus and all that it sends on, until nothing is on its way. */
function relay(people: Map<string, ProfileState>, first: ProfileStimulus, release: CompiledRelease, now: number): void {
  for (const waiting = [first]; waiting.length > 0; ) {
    const stimulus = waiting.shift();
    if (stimulus === undefined) return;
    const result = step(people.get(stimulus.profile), stimulus, { now, release, random: () => 0.5 });
    people.set(stimulus.profile, result.state);
    for (const effect of result.effects) if (effect.type === 'send_stimulus') waiting.push(effect.stimulus);
  }
}

test('a merge adds the histories of both, and its undo leaves each with hers, what came in between included', () => {
  const between = fc.array(
    fc.record({
      kind: fc.constantFrom('viewed' as const, 'bought' as const, 'praised' as const),
      hour: fc.nat(48),
      hers: fc.boolean(),
    }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(scores, doings, doings, between, fc.boolean(), (score, one, other, since, losersFirst) => {
      const release = releaseOf(score);
      const decay = release.leadScore?.decay;
      assert(decay);
      const merged = origin + 90 * day;
      const until = merged + 3 * day;
      const people = new Map([
        [ada, play(release, ada, one, merged).state],
        [bea, play(release, bea, other, merged).state],
      ]);
      const base = { workspace: 1, at: merged, receivedAt: merged };
      relay(people, { ...base, type: 'merge', profile: bea, winner: ada, id: 'merge' }, release, merged);
      const together = people.get(ada);
      assert.equal(together?.traits.lead_score, recount(score, [one, other], together?.traits.tier, merged));

      const later = since.map(({ kind, hour, hers }) => {
        const at = merged + hour * 3_600_000;
        return { done: { kind, at, arrivedAt: at } satisfies Done, hers };
      });
      const ordered = later.toSorted((left, right) => left.done.at - right.done.at);
      for (const [index, { done }] of ordered.entries()) {
        relay(people, stimulusOf(ada, done, 1_000 + index), release, done.at);
      }
      const undo = { ...base, type: 'unmerge', profile: bea, id: 'unmerge', undo: 'undo', identities: [] } as const;
      relay(people, undo, release, until);

      const own = (history: readonly Done[], hers: boolean) => [
        ...history,
        ...ordered.flatMap((entry) => (entry.hers === hers ? [entry.done] : [])),
      ];
      const histories = [
        [bea, own(other, true)],
        [ada, own(one, false)],
      ] as const;
      for (const [profile, history] of losersFirst ? histories : histories.toReversed()) {
        const scored = history.flatMap(({ kind, at }) =>
          kind === 'viewed' || kind === 'bought'
            ? [{ [kind]: sumOf(decay, at) }]
            : given[kind] !== undefined
              ? [{ [givenPointsRule]: sumOf(decay, at, 1, given[kind]) }]
              : [],
        );
        relay(
          people,
          {
            ...{ ...base, type: 'recount', profile, id: `recount:${profile}`, undo: 'undo', counters: {}, traits: [] },
            ...{ orders: { count: 0, value: 0 }, scored: scored.reduce((all, sum) => uniteSums(decay, all, sum), {}) },
          },
          release,
          until,
        );
        const { traits } = people.get(profile) ?? newProfileState(profile, origin);
        assert.equal(traits.lead_score, recount(score, [history], traits.tier, until));
      }
    }),
    { numRuns: 150 },
  );
});

test('a grade that is reached or lost stands on the timeline and starts journeys, also when time alone has brought it', () => {
  const score: LeadScoreSettings = {
    rules: [{ id: 'bought', name: 'b', points: 45, cause: event('Order Completed') }],
    decay: { type: 'half_life', days: 10 },
    grades: [{ name: 'hot', from: 40 }],
  };
  const release = releaseOf(score, [
    [
      {
        ...{ id: 't', kind: 'trigger', branches: { next: 'w' } },
        trigger: {
          type: 'event',
          match: { event: gradeEvent, where: [{ name: 'before', operator: 'equals', value: 'hot' }] },
        },
      },
      { id: 'w', kind: 'wait', minutes: 90 * 1_440, branches: { next: null } },
    ],
  ]);
  const bought: Done = { kind: 'bought', at: origin, arrivedAt: origin };
  const before = play(release, ada, [bought], origin + day);
  assert.deepEqual([before.state.traits.lead_grade, before.facts.length, before.state.runs.length], ['hot', 1, 0]);
  const after = play(release, ada, [bought], origin + 3 * day);
  assert.deepEqual([after.state.traits.lead_grade, after.facts.length, after.state.runs.length], [undefined, 2, 1]);
});

test('points come from the step alone, not from an event of their name, and the next step sees them', () => {
  const score: LeadScoreSettings = {
    rules: [{ id: 'bought', name: 'b', points: 1, cause: event('Order Completed') }],
    decay: { type: 'none' },
    grades: [{ name: 'hot', from: 20 }],
  };
  const isHot: JourneyNode = conditionNode(
    'if',
    { type: 'trait', test: { name: 'lead_grade', operator: 'equals', value: 'hot' } },
    { yes: 'more', no: null },
  );
  const give = (id: string, next: string | null): JourneyNode => ({
    ...{ id, kind: 'update_score', points: 20, branches: { next } },
  });
  const release = releaseOf(score, [
    [triggerNode(onEvent('Registered'), 'give'), give('give', 'if'), isHot, give('more', null)],
    [triggerNode(onEvent(pointsEvent), 'wait'), { id: 'wait', kind: 'wait', minutes: 5, branches: { next: null } }],
  ]);
  const context = { now: origin, release, random: () => 0.5 };
  const track = (name: string): TrackStimulus => ({
    ...{ type: 'track', workspace: 1, profile: ada, id: name, at: origin, receivedAt: origin, name },
    ...{ properties: { points: 1_000, journey: 'j0' }, identities: [], context: {} },
  });
  const forged = step(undefined, track(pointsEvent), context);
  assert.equal(forged.state.traits.lead_score, undefined);
  const { state, facts } = step(undefined, track('Registered'), context);
  assert.equal(state.traits.lead_score, 40);
  assert.deepEqual(state.scored?.[givenPointsRule], {
    ...{ unit: Math.floor(origin / day), sum: 40, times: 2, lastAt: origin },
  });
  assert.deepEqual(
    facts.flatMap((fact) => (fact.type === 'event' && fact.name === pointsEvent ? [fact.properties] : [])),
    [
      { points: 20, journey: 'j0', actor: 'journey:j0' },
      { points: 20, journey: 'j0', actor: 'journey:j0' },
    ],
  );
  assert.equal(new Set(facts.flatMap((fact) => (fact.type === 'event' ? [fact.id] : []))).size, 4);
  assert.deepEqual(
    state.runs.map(({ journey: of }) => of),
    ['j1'],
  );
});
