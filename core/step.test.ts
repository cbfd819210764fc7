import assert from 'node:assert/strict';
import test from 'node:test';
import type { Fact } from '#contracts/fact.ts';
import type { JourneyNode } from '#contracts/journey.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { deepFreeze, journey, message, noon, person, release, send } from '#test/builders.ts';
import { minutes } from './duration.ts';
import { absorbId } from './merge/absorb-id.ts';
import { readDocument } from './read-document.ts';
import type { CompiledRelease } from './release.ts';
import { newProfileState, type ProfileState } from './state.ts';
import { nextDue, type StepContext, type StepStimulus, step } from './step.ts';
import { writeDocument } from './write-document.ts';

const viewed = { event: 'Product Viewed', where: [] };
const ordered = { event: 'Order Completed', where: [] };

const trigger = (match: typeof viewed, next: string | null): JourneyNode => ({
  id: 'start',
  kind: 'trigger',
  trigger: { type: 'event', match },
  branches: { next },
});

const compiled: CompiledRelease = release({
  messages: [message('offer', { on: ['email'] })],
  segments: [
    {
      id: 'lookers',
      name: 'Lookers',
      description: '',
      condition: { type: 'event', match: viewed, frequency: { comparison: 'at_least', times: 1, withinDays: 1 } },
    },
    {
      id: 'gold',
      name: 'Gold',
      description: '',
      condition: { type: 'trait', test: { name: 'plan', operator: 'equals', value: 'gold' } },
    },
  ],
  journeys: [
    journey('welcome', [
      trigger(viewed, 'inside'),
      {
        id: 'inside',
        kind: 'condition',
        cases: [
          {
            id: 'yes',
            condition: {
              type: 'profile',
              condition: { type: 'event', match: viewed, frequency: { comparison: 'at_least', times: 1 } },
            },
          },
        ],
        branches: { yes: 'mail', no: null },
      },
      { id: 'mail', kind: 'message', message: 'offer', branches: { next: null } },
    ]),
    journey(
      'cart',
      [
        trigger({ event: 'Product Added', where: [] }, 'pause'),
        { id: 'pause', kind: 'wait', minutes: 30, branches: { next: 'mail' } },
        { id: 'mail', kind: 'message', message: 'offer', branches: { next: null } },
      ],
      { exitRules: [{ type: 'event', match: ordered }] },
    ),
  ],
});

const profile = person().profile;
const base = { workspace: 1, profile, id: 'stimulus', at: noon, receivedAt: noon };
const observed = { ...base, identities: [{ kind: 'userId', value: 'ada' }] as const, context: {} };
const context: StepContext = { now: noon, release: compiled, random: () => 0.5 };

const track = (name: string, more: Partial<ProfileStimulus> = {}): StepStimulus =>
  ({ ...observed, type: 'track', name, properties: { revenue: 12.5 }, ...more }) as StepStimulus;

const winner = '0190a6e0-0000-7000-8000-000000000002';

/** One of each kind that there is for a person. */
const stimuli: {
  readonly [kind in Exclude<StepStimulus['type'], 'company_told' | 'company_member'>]: StepStimulus;
} = {
  company: { ...base, type: 'company', company: 'acme', picture: { revision: 1, traits: { plan: 'pro' } } },
  track: track('Product Viewed'),
  attributes: { ...base, type: 'attributes', addTags: ['vip'], owner: 'ann@example.com', actor: 'Ann' },
  lists: { ...base, type: 'lists', add: ['spring'], actor: 'Ann' },
  identify: {
    ...observed,
    type: 'identify',
    traits: { plan: 'gold', consents: [{ channel: 'sms', status: 'denied' }] },
  },
  receipt: { ...base, type: 'receipt', delivery: `delivery-${noon}`, channel: 'email', kind: 'clicked', link: 'x' },
  consent: { ...base, type: 'consent', source: 'api', changes: [{ channel: 'email', status: 'denied' }] },
  enrol: { ...base, type: 'enrol', journey: 'welcome', by: 'api', payload: {} },
  answer: { ...base, type: 'answer', ask: 'ask', outcome: 'given', values: {} },
  merge: { ...base, type: 'merge', winner },
  absorb: {
    ...base,
    type: 'absorb',
    loser: winner,
    document: writeDocument({ ...newProfileState(winner, noon), traits: { colour: 'red' } }),
  },
  keep: { ...base, type: 'keep', absorb: absorbId(profile, winner), document: writeDocument(person()) },
  unmerge: { ...base, type: 'unmerge', undo: 'undo', identities: [{ kind: 'email', value: 'ada@example.com' }] },
  part: {
    ...base,
    type: 'part',
    undo: 'undo',
    loser: winner,
    absorb: absorbId(winner, profile),
    identities: [{ kind: 'userId', value: 'ada' }],
    mergedAt: noon - 1,
    loserDocument: writeDocument(newProfileState(winner, noon)),
    winnerDocument: writeDocument(person()),
  },
  return: {
    ...base,
    type: 'return',
    undo: 'undo',
    document: JSON.stringify({ runs: [], pending: [], sends: [send()], consents: [], suppressions: [] }),
  },
  recount: {
    ...base,
    type: 'recount',
    undo: 'undo',
    counters: {},
    orders: { count: 1, value: 2.5, lastAt: noon },
    traits: [{ name: 'plan', was: null, value: 'gold' }],
  },
  withdraw: { ...base, type: 'withdraw', undo: 'import:orders:ada' },
  identity_moved: { ...base, type: 'identity_moved', identity: { kind: 'userId', value: 'ada' }, to: winner },
  seed: { ...base, type: 'seed', of: profile, release: 1, counters: {} },
  picture: { ...base, type: 'picture' },
  erase: { ...base, type: 'erase', erasure: 'erasure' },
  forget: { ...base, type: 'forget', erased: [winner] },
  restrict: { ...base, type: 'restrict', restricted: true, reason: 'disputed', actor: 'Ada' },
  timer: { type: 'timer', profile },
};

const states: { readonly [name: string]: ProfileState | undefined } = {
  nobody: undefined,
  somebody: person({ sends: [send()] }),
  waiting: step(person(), track('Product Added'), context).state,
  tombstone: { ...newProfileState(profile, noon), mergedInto: winner },
  'tombstone that can be undone': {
    ...newProfileState(profile, noon),
    mergedInto: winner,
    kept: {
      absorb: absorbId(profile, winner),
      mergedAt: noon - 1,
      until: noon + 1,
      loser: writeDocument(person()),
      winner: writeDocument(newProfileState(winner, noon)),
    },
  },
  winner: { ...person(), absorbed: [absorbId(winner, profile)] },
  erased: { ...newProfileState(profile, noon), erased: { at: noon, erasure: 'erasure' } },
  'being parted': { ...person(), recounts: [{ undo: 'undo', release: 1 }] },
};

for (const [type, stimulus] of Object.entries(stimuli)) {
  for (const [name, state] of Object.entries(states)) {
    test(`${type} for ${name}: changes nothing in place, and the same again gives the same`, () => {
      const frozen = deepFreeze({ state, stimulus });
      const first = step(frozen.state, frozen.stimulus, deepFreeze({ ...context, release: compiled }));
      const second = step(structuredClone(state), structuredClone(stimulus), context);
      assert.deepEqual(second, first);
      if (type !== 'erase' && state?.erased === undefined) {
        assert.equal(first.state.revision, (state?.revision ?? 0) + 1);
      }
      // What is kept is JSON, so nothing may be lost on the way through it.
      assert.deepEqual(readDocument(writeDocument(first.state)), structuredClone(first.state));
    });
  }
}

const kinds = (facts: readonly Fact[]) =>
  facts.map((fact) => {
    switch (fact.type) {
      case 'membership':
        return `membership ${fact.segment} ${fact.change}`;
      case 'journey_step':
        return `step ${fact.journey} ${fact.change} ${fact.node}`;
      case 'decision':
        return `decision ${fact.outcome}`;
      case 'message':
        return `message ${fact.kind}`;
      default:
        return fact.type;
    }
  });

test('the order of a step: what she did, segments, journeys, then messages', () => {
  const { facts, effects } = step(person(), track('Product Viewed'), context);
  assert.deepEqual(kinds(facts), [
    'event',
    'profile',
    'membership lookers entered',
    'step welcome entered start',
    'step welcome passed start',
    'step welcome arrived inside',
    'step welcome passed inside',
    'step welcome arrived mail',
    'step welcome passed mail',
    'step welcome completed mail',
    'decision send',
    'message queued',
  ]);
  assert.deepEqual(
    effects.map((effect) => effect.type),
    ['deliver'],
  );
});

test('an exit rule acts before anything is sent: who buys while she waits gets no reminder', () => {
  const waiting = step(person(), track('Product Added'), context).state;
  assert.equal(nextDue(waiting), noon + minutes(30));
  const late = { ...context, now: noon + minutes(45) };
  const { state, facts, effects } = step(
    waiting,
    track('Order Completed', { at: late.now, receivedAt: late.now }),
    late,
  );
  assert.deepEqual(state.runs, []);
  assert.deepEqual(effects, []);
  assert.ok(kinds(facts).includes('order'));
  assert.equal(kinds(facts).at(-1)?.startsWith('step cart exited'), true);
});

test('what fell due meanwhile is done with whatever arrives, not only with a timer', () => {
  const waiting = step(person(), track('Product Added'), context).state;
  const late = { ...context, now: noon + minutes(45) };
  const byTimer = step(waiting, stimuli.timer, late);
  const byEvent = step(waiting, track('Something Else', { at: late.now, receivedAt: late.now }), late);
  for (const { effects } of [byTimer, byEvent])
    assert.deepEqual(
      effects.map(({ type }) => type),
      ['deliver'],
    );
});

test('a timer that comes early or again changes nothing but the revision', () => {
  const waiting = step(person(), track('Product Added'), context).state;
  const early = step(waiting, stimuli.timer, { ...context, now: noon + minutes(29) });
  assert.deepEqual(early, { state: { ...waiting, revision: waiting.revision + 1 }, effects: [], facts: [] });
  const once = step(waiting, stimuli.timer, { ...context, now: noon + minutes(30) });
  const twice = step(once.state, stimuli.timer, { ...context, now: noon + minutes(30) });
  assert.deepEqual(twice.effects, []);
});

const due: readonly (readonly [string, Partial<ProfileState>, number | null])[] = [
  ['nothing', {}, null],
  ['a window that runs out', { segmentsDue: noon + 5 }, noon + 5],
  ['a wait', { runs: step(person(), track('Product Added'), context).state.runs }, noon + minutes(30)],
  [
    'the earliest of all',
    { runs: step(person(), track('Product Added'), context).state.runs, segmentsDue: noon + minutes(40) },
    noon + minutes(30),
  ],
];

for (const [name, parts, at] of due) {
  test(`what is due next: ${name}`, () => assert.equal(nextDue(person(parts)), at));
}

test('a tombstone is due once: when its merge can no longer be undone, and it forgets what an undo would need', () => {
  const waiting = step(person(), track('Product Added'), context).state;
  const tombstone = step(waiting, stimuli.merge, context).state;
  const due = nextDue(tombstone);
  assert.equal(due, noon + 30 * 86_400_000);
  const later = step(tombstone, stimuli.timer, { ...context, now: due ?? 0 }).state;
  assert.deepEqual([later.kept, nextDue(later), later.mergedInto], [undefined, null, winner]);
});

test('imported history moves the document and begins nothing', () => {
  const { state, effects, facts } = step(undefined, track('Product Viewed', { imported: true }), context);
  assert.deepEqual(effects, []);
  assert.deepEqual(state.runs, []);
  assert.ok(state.memberships.has('lookers'));
  assert.deepEqual(kinds(facts), ['event', 'profile', 'membership lookers entered']);
});

test('a tombstone hands on what comes, and says how often that was done', () => {
  const { effects, facts } = step(states.tombstone, stimuli.consent, context);
  assert.deepEqual(effects, [{ type: 'send_stimulus', stimulus: { ...stimuli.consent, profile: winner, hops: 1 } }]);
  assert.deepEqual(facts, []);
  assert.throws(() => step(states.tombstone, { ...stimuli.consent, hops: 50 } as StepStimulus, context), /Handed on/);
});
