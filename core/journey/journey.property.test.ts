import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { JourneyStepFact } from '#contracts/fact.ts';
import { checkJourney } from '#contracts/journey/graph.ts';
import type { JourneyDefinition, JourneyNode } from '#contracts/journey.ts';
import { deepFreeze, journey, message, noon, person, release } from '#test/builders.ts';
import { onEvent, onSegment, triggerNode } from '#test/journey-nodes.ts';
import type { AskEffect, Effect } from '../effect.ts';
import { hashFraction } from '../hash.ts';
import type { CompiledRelease } from '../release.ts';
import type { ProfileState } from '../state.ts';
import { nextDue, type StepStimulus, step } from '../step.ts';

const minute = 60_000;
const events = ['A', 'B', 'C'];
const ids = ['n0', 'n1', 'n2', 'n3', 'n4', 'n5'];

/** Leads onward only, or the graph would have cycles. */
const after = (index: number): fc.Arbitrary<string | null> => fc.constantFrom(...ids.slice(index + 1), null);

const nodeAt = (index: number): fc.Arbitrary<JourneyNode> => {
  const id = ids[index] ?? '';
  const next = after(index);
  const onward = next.map((to) => ({ next: to }));
  const minutes = fc.integer({ min: 1, max: 30 });
  const event = fc.constantFrom(...events).map((name) => onEvent(name));
  return fc.oneof(
    fc.record({ id: fc.constant(id), kind: fc.constant('wait' as const), minutes, branches: onward }),
    fc.record({
      id: fc.constant(id),
      kind: fc.constant('message' as const),
      message: fc.constant('offer'),
      branches: onward,
    }),
    fc.record({
      ...{ id: fc.constant(id), kind: fc.constant('wait_until' as const), pick: fc.constantFrom('first', 'ranked') },
      options: fc.tuple(event, event).map(([a, b]) => [
        { id: 'a', on: a },
        { id: 'b', on: b },
        {
          id: 'gold',
          on: {
            type: 'condition' as const,
            condition: { type: 'segment' as const, segment: 'gold', is: 'in' as const },
          },
        },
      ]),
      timeoutMinutes: minutes,
      branches: fc.record({ a: next, b: next, gold: next, timeout: next }),
    }),
    fc.record({
      ...{ id: fc.constant(id), kind: fc.constant('experiment' as const) },
      arms: fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 3 })).map(([a, b]) => [
        { id: 'a', name: 'A', weight: a },
        { id: 'b', name: 'B', weight: b },
      ]),
      branches: fc.record({ a: next, b: next }),
    }),
    fc.record({
      ...{ id: fc.constant(id), kind: fc.constant('update_profile' as const), branches: onward },
      changes: fc
        .constantFrom('gold', 'none')
        .map((tier) => [{ change: 'set' as const, trait: 'tier', value: { from: 'constant' as const, value: tier } }]),
    }),
    fc.record({
      ...{ id: fc.constant(id), kind: fc.constant('update_stage' as const), branches: onward },
      stage: fc.constantFrom('loyalty' as const, 'decision' as const, null),
    }),
    fc.record({
      ...{ id: fc.constant(id), kind: fc.constant('update_score' as const), branches: onward },
      points: fc.constantFrom(20, -5),
    }),
    fc.record({
      ...{ id: fc.constant(id), kind: fc.constant('give_coupon' as const), pool: fc.constant('p') },
      ...{ variable: fc.constant('code'), branches: fc.record({ given: next, none: next }) },
    }),
    fc.record({
      id: fc.constant(id),
      kind: fc.constant('start_journey' as const),
      journey: fc.constant('b'),
      branches: onward,
    }),
    fc.record({
      id: fc.constant(id),
      kind: fc.constant('stop_journey' as const),
      journey: fc.constantFrom('a', 'b'),
      branches: onward,
    }),
    fc.constant({ id, kind: 'exit' as const, branches: {} }),
  ) as fc.Arbitrary<JourneyNode>;
};

/** Sometimes the last node of a chain loops back over a wait. */
const definition = (id: string): fc.Arbitrary<JourneyDefinition> =>
  fc
    .record({
      nodes: fc.tuple(...ids.map((_, index) => nodeAt(index))),
      trigger: fc.constantFrom(
        onEvent('A'),
        onSegment('gold', 'entered'),
        { type: 'journey' as const },
        { type: 'api' as const },
      ),
      reentry: fc.constantFrom(
        { type: 'always' as const },
        { type: 'never' as const },
        { type: 'after' as const, minutes: 5 },
      ),
      runs: fc.constantFrom(
        { by: 'profile' as const },
        { by: 'property' as const, property: 'order', atOnce: 2 },
        { by: 'entry' as const, atOnce: 3 },
      ),
      loops: fc.integer({ min: 0, max: 3 }),
      exit: fc.constantFrom(...events, ''),
      goal: fc.boolean(),
    })
    .map(({ nodes, trigger, reentry, runs, loops, exit, goal }) => {
      const loop: JourneyNode[] =
        loops === 0
          ? []
          : [
              { id: 'rest', kind: 'wait', minutes: 3, branches: { next: 'loop' } },
              { id: 'loop', kind: 'loop', times: loops, branches: { again: 'n3', done: null } },
            ];
      const all = nodes.map((node): JourneyNode => {
        const isLast = loops > 0 && 'next' in node.branches && node.branches.next === null;
        return isLast ? ({ ...node, branches: { next: 'rest' } } as JourneyNode) : node;
      });
      return journey(id, [triggerNode(trigger, 'n0'), ...all, ...loop], {
        ...{ reentry, runs, variables: [{ name: 'code', type: 'text' }] },
        exitRules: exit === '' ? [] : [onEvent(exit)],
        goals: goal ? [{ id: 'g', name: 'G', on: onEvent('C'), withinMinutes: 60, ends: false }] : [],
      });
    });

const happenings = fc.array(
  fc.oneof(
    fc.record({
      type: fc.constant('track'),
      name: fc.constantFrom(...events),
      order: fc.constantFrom('1', '2', '3', ''),
    }),
    fc.record({ type: fc.constant('identify'), tier: fc.constantFrom('gold', 'none') }),
    fc.record({ type: fc.constant('enrol'), journey: fc.constantFrom('a', 'b') }),
    fc.record({ type: fc.constant('answer'), nth: fc.nat(5), outcome: fc.constantFrom('given', 'none') }),
    fc.record({ type: fc.constant('pass'), minutes: fc.integer({ min: 1, max: 40 }) }),
  ),
  { maxLength: 25 },
);

interface Told {
  readonly state: ProfileState;
  readonly facts: readonly JourneyStepFact[];
  readonly effects: readonly Effect[];
}

function tell(
  compiled: CompiledRelease,
  story: readonly { readonly type: string; readonly [key: string]: unknown }[],
  check: (state: ProfileState, now: number) => void,
): Told {
  let state: ProfileState = { ...person(), release: 1 };
  let now = noon;
  const facts: JourneyStepFact[] = [];
  const effects: Effect[] = [];
  const asks = (): AskEffect[] => effects.filter((effect) => effect.type === 'ask');
  for (const [index, { type, ...said }] of story.entries()) {
    if (type === 'pass') now += (said.minutes as number) * minute;
    const base = {
      workspace: 1,
      profile: state.profile,
      id: `s${index}`,
      at: now,
      receivedAt: now,
      identities: [],
      context: {},
    };
    const stimulus = {
      pass: { type: 'timer', profile: state.profile },
      track: { ...base, type, name: said.name, properties: { order: said.order } },
      identify: { ...base, type, traits: { tier: said.tier } },
      enrol: { ...base, type, journey: said.journey, by: 'api', payload: { order: '9' } },
      answer: {
        ...base,
        type,
        ask: asks()[said.nth as number]?.id ?? 'none',
        outcome: said.outcome,
        values: { code: `c${index}` },
      },
    }[type] as unknown as StepStimulus;
    const result = step(deepFreeze(state), stimulus, { now, release: compiled, random: hashFraction });
    state = result.state;
    facts.push(...result.facts.filter((fact) => fact.type === 'journey_step'));
    effects.push(...result.effects);
    check(state, now);
  }
  return { state, facts, effects };
}

const compiledFrom = (journeys: readonly JourneyDefinition[]): CompiledRelease =>
  release({
    messages: [message('offer')],
    segments: [
      {
        ...{ id: 'gold', name: 'Gold', description: '' },
        condition: { type: 'trait', test: { name: 'tier', operator: 'equals', value: 'gold' } },
      },
    ],
    journeys,
  });

test('whatever happens, a run is at one node, has a timer while it waits, and is told of without a gap', () => {
  fc.assert(
    fc.property(definition('a'), definition('b'), happenings, (a, b, story) => {
      const compiled = compiledFrom([a, b]);
      const { state, facts, effects } = tell(compiled, story, (held, now) => {
        assert.equal(new Set(held.runs.map(({ id }) => id)).size, held.runs.length);
        for (const run of held.runs) {
          const node = [a, b].find(({ id }) => id === run.journey)?.nodes.find(({ id }) => id === run.node);
          assert.ok(node, `${run.node} is there`);
          assert.ok(['wait', 'wait_until', 'give_coupon'].includes(node.kind), `nobody rests at a ${node.kind}`);
          assert.ok(run.dueAt !== undefined && run.dueAt > now, 'what waits has a timer ahead');
          assert.equal(run.asked !== undefined, node.kind === 'give_coupon');
        }
        const due = nextDue(held);
        assert.ok(due === null || held.runs.length > 0 || due > now);
      });
      for (const [id, steps] of Map.groupBy(facts, ({ run }) => run)) {
        const rest = state.runs.find((run) => run.id === id);
        const walk = steps.filter(({ change }) => change !== 'converted');
        assert.equal(walk[0]?.change, 'entered');
        for (const [index, { change, node }] of walk.entries()) {
          const before = walk[index - 1];
          if (change === 'passed' || change === 'completed' || change === 'exited') assert.equal(node, before?.node);
          if (change === 'arrived') assert.equal(before?.change, 'passed');
        }
        const last = walk.at(-1);
        if (rest)
          assert.deepEqual([last?.node, ['entered', 'arrived'].includes(last?.change ?? '')], [rest.node, true]);
        else assert.ok(last?.change === 'completed' || last?.change === 'exited', `${id} ends once`);
        assert.ok(walk.filter(({ change }) => change === 'completed' || change === 'exited').length <= 1);
        const goals = steps.filter(({ change }) => change === 'converted').map(({ branch }) => branch);
        assert.equal(new Set(goals).size, goals.length, 'a goal counts once per run');
      }
      const asks = effects.filter((effect) => effect.type === 'ask').map(({ id }) => id);
      assert.equal(new Set(asks).size, asks.length, 'each coupon is asked for once');
      const deliveries = effects.filter((effect) => effect.type === 'deliver').map(({ delivery }) => delivery);
      assert.equal(new Set(deliveries).size, deliveries.length);
    }),
    { numRuns: 400 },
  );
});

test('people split by the weights, each stays in her arm, and nobody is moved by other weights', () => {
  const split = (a: number, b: number, version: number): JourneyDefinition => {
    const arms = [
      { id: 'a', name: 'A', weight: a },
      { id: 'b', name: 'B', weight: b },
    ];
    const nodes: JourneyNode[] = [
      triggerNode(onEvent('A'), 'n0'),
      { id: 'n0', kind: 'experiment', arms, branches: { a: null, b: null } },
    ];
    return { ...journey('a', nodes), version };
  };
  const armOf = (compiled: CompiledRelease, state: ProfileState) => {
    const base = {
      workspace: 1,
      profile: state.profile,
      id: 's',
      at: noon,
      receivedAt: noon,
      identities: [],
      context: {},
    };
    const track = { ...base, type: 'track', name: 'A', properties: {} } as unknown as StepStimulus;
    const result = step(state, track, { now: noon, release: compiled, random: hashFraction });
    return { state: result.state, arm: result.state.experiments?.['a n0'] };
  };
  const first = compiledFrom([split(3, 1, 1)]);
  const second = compiledFrom([split(1, 3, 2)]);
  let inA = 0;
  for (let number = 0; number < 2_000; number += 1) {
    const profile = `0190a6e0-0000-7000-8000-${String(number).padStart(12, '0')}`;
    const before = armOf(first, { ...person(), profile, release: 1 });
    assert.equal(armOf(second, before.state).arm, before.arm);
    if (before.arm === 'a') inA += 1;
  }
  // Three standard deviations of a binomial of 2,000 at 0.75.
  assert.ok(Math.abs(inA - 1_500) < 60, `${inA} of 2,000`);
});

test('the generated journeys are such as may be published, but for nodes that nothing leads to or follows', () => {
  const stages = [{ id: 'lifecycle:loyalty' }, { id: 'lifecycle:decision' }];
  const known = {
    messages: [{ id: 'offer', variants: { sms: { text: 'x' } } }],
    segments: [{ id: 'gold' }, ...stages],
  };
  fc.assert(
    fc.property(definition('a'), (one) => {
      const codes = checkJourney(one, known).map(({ code }) => code);
      const allowed = ['unreachable_node', 'nothing_follows', 'loop_without_wait'];
      assert.deepEqual(
        codes.filter((code) => !allowed.includes(code)),
        [],
      );
    }),
    { numRuns: 100 },
  );
});
