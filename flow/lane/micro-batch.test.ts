import assert from 'node:assert/strict';
import test from 'node:test';
import type { ProfileStimulus, TrackStimulus } from '#contracts/stimulus.ts';
import { readDocument } from '#core/read-document.ts';
import { newProfileState, type ProfileState } from '#core/state.ts';
import { step } from '#core/step.ts';
import { writeDocument } from '#core/write-document.ts';
import { journey, message, noon, release } from '#test/builders.ts';
import { type MicroBatch, runMicroBatch } from './micro-batch.ts';

const compiled = release({
  messages: [message('offer', { on: ['email'] })],
  journeys: [
    journey('cart', [
      {
        id: 'start',
        kind: 'trigger',
        trigger: { type: 'event', match: { event: 'Product Added', where: [] } },
        branches: { next: 'pause' },
      },
      { id: 'pause', kind: 'wait', minutes: 30, branches: { next: null } },
    ]),
  ],
});

const [anna, berta, clara] = ['a', 'b', 'c'].map((letter) => `0190a6e0-0000-7000-8000-00000000000${letter}`) as [
  string,
  string,
  string,
];

let told = 0;
const track = (profile: string, name = 'Product Viewed', parts: Partial<TrackStimulus> = {}): TrackStimulus => ({
  type: 'track',
  workspace: 1,
  profile,
  id: `message-${told++}`,
  at: noon,
  receivedAt: noon,
  identities: [],
  context: {},
  name,
  properties: {},
  ...parts,
});

/** A stimulus over which the step stumbles. */
const poison = (profile: string): ProfileStimulus => ({
  type: 'absorb',
  workspace: 1,
  profile,
  id: `poison-${told++}`,
  at: noon,
  receivedAt: noon,
  loser: clara,
  document: 'no JSON \u0000',
});

const run = (parts: Partial<MicroBatch>) =>
  runMicroBatch({
    stimuli: [],
    due: [],
    documents: new Map(),
    releaseOf: () => compiled,
    now: noon,
    seed: 1,
    ...parts,
  });

const documents = (...states: readonly ProfileState[]) =>
  new Map(states.map((state) => [`1:${state.profile}`, writeDocument(state)]));

const documentOf = (states: readonly { readonly profile: string; readonly document: string }[], profile: string) => {
  const [written, ...others] = states.filter((state) => state.profile === profile);
  assert.equal(others.length, 0, 'a document is written once');
  return written && (readDocument(written.document) as ProfileState);
};

test('a poison stimulus becomes a dead letter; what comes before and after it on the same person counts', () => {
  const bad = poison(anna);
  const { states, deadLetters, facts } = run({ stimuli: [track(anna), bad, track(anna), track(berta)] });
  assert.deepEqual(
    deadLetters.map(({ id, profile }) => ({ id, profile })),
    [{ id: bad.id, profile: anna }],
  );
  assert.deepEqual(JSON.parse(deadLetters[0]?.body ?? ''), bad);
  assert.equal(documentOf(states, anna)?.revision, 2);
  assert.equal(documentOf(states, berta)?.revision, 1);
  assert.equal(facts.filter(({ fact }) => fact.type === 'event').length, 3);
});

test('history of one person is stepped as one, and where one of its events throws only that one is a dead letter', () => {
  const sound = [1, 2, 3, 4].map(() => track(anna, 'Product Viewed', { imported: true }));
  const bad = track(anna, 'Product Viewed', { imported: true, properties: null as never });
  const whole = run({ stimuli: sound });
  const broken = run({ stimuli: [...sound.slice(0, 2), bad, ...sound.slice(2)] });
  assert.deepEqual(
    broken.deadLetters.map(({ id }) => id),
    [bad.id],
  );
  assert.deepEqual(broken.states, whole.states);
  assert.equal(documentOf(whole.states, anna)?.revision, 4);
  const events = ({ facts }: typeof whole) => facts.filter(({ fact }) => fact.type === 'event');
  assert.deepEqual(events(broken), events(whole));
  const [picture, ...others] = whole.facts.filter(({ fact }) => fact.type === 'profile');
  assert.ok(picture && others.length === 0);
});

test('what a dead letter says of its error can be stored', () => {
  const [letter] = run({ stimuli: [poison(anna)] }).deadLetters;
  assert.ok(letter?.error.startsWith('SyntaxError'));
  assert.ok(!letter?.error.includes('\u0000'));
});

test('whoever has had nothing but poison is not written', () => {
  assert.deepEqual(run({ stimuli: [poison(anna)] }).states, []);
});

test('a person whose document grows too large stays as she was, and the others go on', () => {
  const before = { ...newProfileState(anna, noon), revision: 7, absorbed: ['x'.repeat(530_000)] };
  const { states, deadLetters, facts, outbox } = run({
    stimuli: [track(anna), track(anna), track(berta)],
    documents: documents(before),
  });
  assert.equal(deadLetters.length, 2);
  assert.ok(deadLetters.every(({ error }) => error.startsWith('DocumentTooLargeError')));
  assert.deepEqual(
    states.map(({ profile }) => profile),
    [berta],
  );
  assert.ok(facts.every(({ fact }) => fact.profile === berta));
  assert.deepEqual(outbox, []);
});

const waiting = step(undefined, track(anna, 'Product Added'), {
  now: noon,
  release: compiled,
  random: () => 0.5,
}).state;

test('a timer whose step fails is looked at again later and not at once', () => {
  const broken = { ...waiting, runs: [{ ...waiting.runs[0], trigger: undefined, node: 3, dueAt: noon, version: {} }] };
  const sends = null as unknown as ProfileState['sends'];
  const state = { ...broken, sends, segmentsDue: noon } as unknown as ProfileState;
  const { states, deadLetters } = run({
    due: [{ workspace: 1, profile: anna }],
    documents: documents(state),
  });
  assert.equal(deadLetters.length, 1);
  assert.equal(states[0]?.nextDue, noon + 3_600_000);
  assert.equal(states[0]?.document, writeDocument(state));
  // Tried again from the list of dead letters, it comes through the log and has to say whose it is.
  assert.deepEqual(JSON.parse(deadLetters[0]?.body ?? ''), { type: 'timer', workspace: 1, profile: anna });
});

test('a document that cannot be read is kept as it is, and its timer does not come up again and again', () => {
  const { states, deadLetters } = run({
    stimuli: [track(anna), track(berta)],
    due: [{ workspace: 1, profile: anna }],
    documents: new Map([[`1:${anna}`, '{"format":']]),
  });
  assert.equal(deadLetters.length, 2);
  const [kept] = states.filter(({ profile }) => profile === anna);
  assert.deepEqual(
    { document: kept?.document, nextDue: kept?.nextDue },
    { document: '{"format":', nextDue: noon + 3_600_000 },
  );
  assert.equal(documentOf(states, berta)?.revision, 1);
});

test('a due time that no column can hold concerns one person alone', () => {
  const odd = { ...newProfileState(anna, noon), segmentsDue: noon + 0.5 };
  const { states, deadLetters } = run({ stimuli: [track(anna), track(berta)], documents: documents(odd) });
  assert.equal(deadLetters.length, 1);
  assert.deepEqual(
    states.map(({ profile }) => profile),
    [berta],
  );
});

test('what is due is stepped after what came, and the next due time is written', () => {
  const late = noon + 31 * 60_000;
  const { states, facts } = run({
    stimuli: [track(anna, 'Product Viewed', { at: late, receivedAt: late })],
    due: [{ workspace: 1, profile: anna }],
    documents: documents(waiting),
    now: late,
  });
  assert.equal(documentOf(states, anna)?.runs.length, 0);
  assert.equal(states[0]?.nextDue, null);
  assert.equal(facts.filter(({ fact }) => fact.type === 'journey_step' && fact.change === 'completed').length, 1);
});

test('of a flood under one id what is too much is kept aside with its reason, in no time, and nobody else notices', () => {
  const flooded = {
    ...newProfileState(anna, noon),
    recentEvents: { since: noon - 60_000, count: 9_998 },
    traits: { long: 'x'.repeat(40_000) },
  };
  const startedAt = performance.now();
  const { states, deadLetters } = run({
    stimuli: [...Array.from({ length: 5_000 }, () => track(anna)), track(berta)],
    documents: documents(flooded),
  });
  assert.ok(performance.now() - startedAt < 2_000);
  assert.equal(deadLetters.length, 4_998);
  assert.ok(deadLetters.every(({ error }) => error.startsWith('flood: ')));
  assert.equal(documentOf(states, anna)?.revision, 2);
  assert.equal(documentOf(states, berta)?.revision, 1);
});
