import assert from 'node:assert/strict';
import test from 'node:test';
import { suggestedLifecycle } from '#contracts/lifecycle.ts';
import { journey, message, noon, openSettings, person } from '#test/builders.ts';
import { conditionNode, onEvent, triggerNode } from '#test/journey-nodes.ts';
import { compileRelease } from '../release.ts';
import type { ProfileState } from '../state.ts';
import { nextDue, type StepStimulus, step } from '../step.ts';
import { lifecycleSegments } from './lifecycle.ts';

const day = 86_400_000;
const trigger = { type: 'segment', segment: 'lifecycle:loyalty', change: 'entered' } as const;
const release = compileRelease({
  workspace: 1,
  number: 1,
  settings: { ...openSettings, lifecycle: suggestedLifecycle },
  segments: [
    ...lifecycleSegments(suggestedLifecycle, 1, []),
    {
      ...{ id: 'buyers', name: 'Buyers', description: '', sinceRelease: 1 },
      condition: {
        type: 'trait',
        test: { name: 'lifecycle_stage', operator: 'one_of', value: ['evaluation', 'loyalty'] },
      },
    },
  ],
  messages: [message('thanks', { on: ['email'] })],
  journeys: [
    ...(['loyalty', null] as const).map((stage) => ({
      ...journey(`put-${stage}`, [
        triggerNode(onEvent(`Put ${stage}`), 'set'),
        { id: 'set', kind: 'update_stage', stage, branches: { next: 'if' } },
        conditionNode('if', { type: 'segment', segment: 'buyers' }, { yes: null, no: null }),
      ]),
      ...{ entry: true, sinceRelease: 1 },
    })),
    {
      ...journey('thanks', [
        { id: 't', kind: 'trigger', trigger, branches: { next: 'm' } },
        { id: 'm', kind: 'message', message: 'thanks', branches: { next: null } },
      ]),
      ...{ entry: true, sinceRelease: 1 },
    },
  ],
});

const { profile } = person();
const track = (name: string, at: number): StepStimulus => ({
  ...{ type: 'track', workspace: 1, profile, id: `${name}${at}`, at, receivedAt: at, name },
  ...{ properties: {}, identities: [], context: {} },
});
const context = (now: number) => ({ now, release, random: () => 0.5 });
const stageOf = ({ traits, memberships }: ProfileState) => [
  traits.lifecycle_stage,
  [...memberships.keys()].filter((id) => id.startsWith('lifecycle:')),
];

test('a person is in one stage, goes on by what she does and back by time, and segments and journeys follow', () => {
  let result = step({ ...person(), traits: {} }, track('Brand Seen', noon), context(noon));
  assert.deepEqual(stageOf(result.state), ['awareness', ['lifecycle:awareness']]);
  for (const [name, stage] of [
    ['Product Viewed', 'consideration'],
    ['Product Added', 'decision'],
    ['Order Completed', 'evaluation'],
  ] as const) {
    result = step(result.state, track(name, noon), context(noon));
    assert.deepEqual(stageOf(result.state), [stage, [`lifecycle:${stage}`]]);
    assert.deepEqual(
      result.facts.flatMap((fact) => (fact.type === 'profile' ? [fact.traits.lifecycle_stage] : [])),
      [stage],
    );
  }
  assert(result.state.memberships.has('buyers'));
  assert.equal(result.effects.length, 0);
  result = step(result.state, track('Order Completed', noon + day), context(noon + day));
  assert.deepEqual(stageOf(result.state), ['loyalty', ['lifecycle:loyalty']]);
  assert.equal(result.facts.filter(({ type }) => type === 'journey_step').length > 0, true);

  // A year later the first order is too old for loyalty, and nothing else holds but that she knows the brand.
  let { state } = result;
  for (let due = nextDue(state); due !== null && due < noon + 500 * day; due = nextDue(state)) {
    state = step(state, { type: 'timer', profile }, context(due)).state;
  }
  assert.deepEqual(stageOf(state), ['awareness', ['lifecycle:awareness']]);
  assert(!state.memberships.has('buyers'));
});

test('nobody can tell her own stage', () => {
  const { state } = step(person(), track('Product Viewed', noon), context(noon));
  const identify: StepStimulus = {
    ...{ type: 'identify', workspace: 1, profile, id: 'i', at: noon, receivedAt: noon, identities: [], context: {} },
    traits: { lifecycle_stage: 'advocacy', lifecycle_stage_set: 'advocacy', city: 'York' },
  };
  const told = step(state, identify, context(noon)).state;
  assert.deepEqual([told.traits.lifecycle_stage, told.traits.city], ['consideration', 'York']);
  assert(!('lifecycle_stage_set' in told.traits));
});

test('a rule that stays as it was is not counted anew', () => {
  const before = lifecycleSegments(suggestedLifecycle, 4, []);
  const [first, ...rest] = suggestedLifecycle;
  assert(first);
  const same = lifecycleSegments(suggestedLifecycle, 9, before);
  assert.deepEqual(
    same.map(({ sinceRelease }) => sinceRelease),
    before.map(() => 4),
  );
  const without = lifecycleSegments(rest, 9, before);
  assert.deepEqual([...new Set(without.map(({ sinceRelease }) => sinceRelease))], [9]);
});

test('where a journey has put her she stays, whatever the rules say, until another one sets her free', () => {
  let result = step(person(), track('Product Viewed', noon), context(noon));
  result = step(result.state, track('Put loyalty', noon), context(noon));
  assert.deepEqual(stageOf(result.state), ['loyalty', ['lifecycle:loyalty']]);
  assert.deepEqual(
    [result.state.traits.lifecycle_stage_set, result.state.traits.lifecycle_stage_set_by],
    ['loyalty', 'journey:put-loyalty'],
  );
  const steps = result.facts.flatMap((fact) =>
    fact.type === 'journey_step' ? [`${fact.journey} ${fact.node} ${fact.change} ${fact.branch}`.trim()] : [],
  );
  // The segment that asks for the stage is hers in the very next step, and a journey starts by the stage that she entered.
  assert(steps.includes('put-loyalty if passed yes'));
  assert(steps.includes('thanks m arrived'));
  result = step(result.state, track('Order Completed', noon + day), context(noon + day));
  assert.deepEqual(stageOf(result.state), ['loyalty', ['lifecycle:loyalty']]);
  result = step(result.state, track('Put null', noon + day), context(noon + day));
  assert.deepEqual(stageOf(result.state), ['evaluation', ['lifecycle:evaluation']]);
  assert(!('lifecycle_stage_set_by' in result.state.traits));
});

test('a stage that was set goes along with a merge, and one without a rule holds nobody back', () => {
  const winner = step({ ...person(), traits: {} }, track('Product Viewed', noon), context(noon)).state;
  const other = '0190a6e0-0000-7000-8000-0000000000ff';
  let loser = step({ ...person(), profile: other, traits: {} }, track('Put loyalty', noon), context(noon)).state;
  const merge = { type: 'merge', workspace: 1, profile: other, winner: profile, id: 'm', at: noon } as const;
  const left = step(loser, { ...merge, receivedAt: noon }, context(noon));
  loser = left.state;
  const [sent] = left.effects.flatMap((effect) =>
    effect.type === 'send_stimulus' && effect.stimulus.type === 'absorb' ? [effect.stimulus] : [],
  );
  assert(sent);
  const united = step(winner, sent, context(noon)).state;
  assert.deepEqual(stageOf(united), ['loyalty', ['lifecycle:loyalty']]);

  const rest = suggestedLifecycle.filter(({ stage }) => stage !== 'loyalty');
  const without = compileRelease({ ...release.source, segments: lifecycleSegments(rest, 1, []), journeys: [] });
  const again = step({ ...united, memberships: new Map() }, track('Product Added', noon), {
    ...context(noon),
    release: without,
  }).state;
  assert.equal(stageOf(again)[0], 'decision');
});
