import assert from 'node:assert/strict';
import test from 'node:test';
import { suggestedLifecycle } from '#contracts/lifecycle.ts';
import { journey, message, noon, openSettings, person } from '#test/builders.ts';
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
  Object.keys(memberships).filter((id) => id.startsWith('lifecycle:')),
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
  assert('buyers' in result.state.memberships);
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
  assert(!('buyers' in state.memberships));
});

test('nobody can tell her own stage', () => {
  const { state } = step(person(), track('Product Viewed', noon), context(noon));
  const identify: StepStimulus = {
    ...{ type: 'identify', workspace: 1, profile, id: 'i', at: noon, receivedAt: noon, identities: [], context: {} },
    traits: { lifecycle_stage: 'advocacy', city: 'York' },
  };
  const told = step(state, identify, context(noon)).state;
  assert.deepEqual([told.traits.lifecycle_stage, told.traits.city], ['consideration', 'York']);
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
