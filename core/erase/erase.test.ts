import assert from 'node:assert/strict';
import test from 'node:test';
import type { EraseStimulus } from '#contracts/stimulus.ts';
import { journey, message, noon, person, release, send } from '#test/builders.ts';
import { newProfileState, type ProfileState } from '../state.ts';
import { nextDue, type StepContext, type StepStimulus, step } from '../step.ts';
import { writeDocument } from '../write-document.ts';

const { profile } = person();
const other = '0190a6e0-0000-7000-8000-000000000002';
const base = { workspace: 1, profile, at: noon, receivedAt: noon } as const;
const context: StepContext = {
  now: noon,
  random: () => 0.5,
  release: release({
    messages: [message('offer')],
    journeys: [
      journey('cart', [
        {
          id: 't',
          kind: 'trigger',
          trigger: { type: 'event', match: { event: 'Product Added', where: [] } },
          branches: { next: 'w' },
        },
        { id: 'w', kind: 'wait', minutes: 30, branches: { next: 'm' } },
        { id: 'm', kind: 'message', message: 'offer', branches: { next: null } },
      ]),
    ],
  }),
};
const erase: EraseStimulus = { ...base, type: 'erase', id: 'erase:1', erasure: '1' };
const added: StepStimulus = {
  ...base,
  type: 'track',
  id: 'ann@example.com bought',
  name: 'Product Added',
  properties: { note: 'secret words' },
  identities: [{ kind: 'email', value: 'ann@example.com' }],
  context: {},
};

const lives: { readonly [name: string]: ProfileState | undefined } = {
  nobody: undefined,
  somebody: person({ sends: [send()], restricted: { at: 1, reason: 'secret words', actor: 'Ada' } }),
  'somebody in a journey': step(person(), added, context).state,
  'a tombstone': { ...newProfileState(profile, 5), mergedInto: other },
};

test('what is left depends on nothing that was known, has no timer and names nobody', () => {
  const left = Object.values(lives).map((state) => step(state, erase, context));
  for (const { state, effects, facts } of left) {
    assert.deepEqual(state, left[0]?.state);
    assert.deepEqual(effects, []);
    assert.deepEqual(
      facts.map((fact) => [fact.type, 'deleted' in fact && fact.deleted]),
      [['profile', true]],
    );
    assert.equal(nextDue(state), null);
    assert.doesNotMatch(JSON.stringify({ state, facts }), /ann@|secret|Ada/);
  }
});

test('nothing that comes later changes it, brings a message or is told by more than its kind', () => {
  const { state } = step(person(), erase, context);
  const later: StepStimulus[] = [
    added,
    { ...base, type: 'receipt', id: 'r', delivery: 'd', channel: 'email', kind: 'clicked' },
    { ...base, type: 'absorb', id: 'a', loser: other, document: writeDocument(person()) },
    { ...base, type: 'merge', id: 'm', winner: other },
    { ...base, type: 'unmerge', id: 'u', undo: 'u', identities: [] },
    { ...erase, id: 'erase:2', erasure: '2' },
    { type: 'timer', profile },
  ];
  const results = later.map((stimulus) => step(state, stimulus, context));
  for (const result of results) {
    assert.deepEqual(result.state, state);
    assert.deepEqual(result.effects, []);
    assert.doesNotMatch(JSON.stringify(result.facts), /ann@|secret/);
  }
  assert.deepEqual(
    results.flatMap(({ facts }) => facts.map((fact) => fact.type === 'drop' && `${fact.reason} ${fact.detail}`)),
    ['erased track', 'erased receipt', 'erased absorb', 'erased merge', 'erased unmerge'],
  );
});

test('identities that had left somebody for her go from the document of that person too', () => {
  const kept = { kind: 'phone', value: '+4470', to: '0190a6e0-0000-7000-8000-000000000003' };
  const state = person({ departed: [{ kind: 'email', value: 'ann@example.com', to: other }, kept] });
  const forget = { ...base, type: 'forget', id: 'forget:1', erased: [other] } as const;
  assert.deepEqual(step(state, forget, context).state.departed, [kept]);
  assert.equal(step(person(), forget, context).state.departed, undefined);
});
