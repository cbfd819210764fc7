import assert from 'node:assert/strict';
import test from 'node:test';
import type { RestrictStimulus } from '#contracts/stimulus.ts';
import { journey, message, noon, person, release } from '#test/builders.ts';
import { absorbId } from '../merge/absorb-id.ts';
import { nextDue, type StepContext, type StepStimulus, step } from '../step.ts';
import { writeDocument } from '../write-document.ts';

const { profile } = person();
const viewed = { event: 'Product Viewed', where: [] };
const node = { id: 't', kind: 'trigger', branches: { next: 'm' } } as const;
const context: StepContext = {
  now: noon,
  random: () => 0.5,
  release: release({
    settings: { quietHours: { enabled: true, from: '11:00', until: '13:00', channels: ['email', 'sms', 'push'] } },
    messages: [message('offer', { on: ['email'] })],
    segments: [
      {
        id: 'lookers',
        name: 'Lookers',
        description: '',
        condition: { type: 'event', match: viewed, frequency: { comparison: 'at_least', times: 2, withinDays: 5 } },
      },
    ],
    journeys: [
      journey('offer', [
        { ...node, trigger: { type: 'event', match: viewed } },
        { id: 'm', kind: 'message', message: 'offer', branches: { next: 'w' } },
        { id: 'w', kind: 'wait', minutes: 30, branches: { next: null } },
      ]),
    ],
  }),
};
const base = { workspace: 1, profile, at: noon, receivedAt: noon } as const;
const view = (id: string): StepStimulus => ({
  ...base,
  ...{ type: 'track', id, name: 'Product Viewed', properties: {}, identities: [], context: {} },
});
const order = (restricted: boolean): RestrictStimulus => ({
  ...base,
  ...{ type: 'restrict', id: String(restricted), restricted, reason: 'she disputes an address', actor: 'Ada' },
});

test('journeys end, what waits is held back, and nothing is left to do', () => {
  const waiting = step(person(), view('1'), context).state;
  assert.deepEqual([waiting.runs.length, waiting.pending.length], [1, 1]);
  const { state, facts } = step(waiting, order(true), context);
  assert.deepEqual(
    facts.flatMap((fact) =>
      fact.type === 'decision' ? [fact.reason] : fact.type === 'journey_step' ? [fact.detail] : [],
    ),
    ['restricted', 'restricted'],
  );
  assert.deepEqual([state.runs, state.pending, nextDue(state)], [[], [], null]);
  assert.equal(state.restricted?.actor, 'Ada');
});

test('events are kept, but bring no journey and no segment; lifted, she belongs where she would, and nothing starts', () => {
  let { state } = step(person(), order(true), context);
  for (const id of ['1', '2']) {
    const { facts, ...next } = step(state, view(id), context);
    assert.deepEqual([...new Set(facts.map(({ type }) => type))].sort(), id === '1' ? ['event'] : ['event']);
    state = next.state;
  }
  assert.deepEqual([state.memberships, state.runs], [new Map(), []]);
  const lifted = step(state, order(false), context);
  assert.deepEqual([...lifted.state.memberships.keys()], ['lookers']);
  assert.deepEqual([lifted.state.restricted, lifted.state.runs, lifted.effects], [undefined, [], []]);
  assert.equal(step(lifted.state, view('3'), context).state.runs.length, 1);
});

test('who is merged with somebody restricted is so too', () => {
  const other = { ...step(person(), order(true), context).state, profile: '0190a6e0-0000-7000-8000-000000000002' };
  const waiting = step(person(), view('1'), context).state;
  const absorb: StepStimulus = {
    ...base,
    ...{ type: 'absorb', id: absorbId(other.profile, profile), loser: other.profile, document: writeDocument(other) },
  } as const;
  const { state } = step(waiting, absorb, context);
  assert.deepEqual([state.restricted?.actor, state.runs, state.pending], ['Ada', [], []]);
});
