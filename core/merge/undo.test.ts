import assert from 'node:assert/strict';
import test from 'node:test';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { newProfileState, type ProfileState, type Run } from '#core/state.ts';
import { step } from '#core/step.ts';
import { deepFreeze, journey, noon, release, send } from '#test/builders.ts';
import { onEvent, triggerNode, waitNode } from '#test/journey-nodes.ts';

const [ada, bea] = ['0190a6e0-0000-7000-8000-000000000001', '0190a6e0-0000-7000-8000-000000000002'];
const compiled = release({
  journeys: ['welcome', 'win-back'].map((id) =>
    journey(id, [triggerNode(onEvent('Joined'), 'wait'), waitNode('wait', 100_000, null)]),
  ),
});
const mergedAt = noon;
const later = noon + 1_000;
const undo = `${ada}:1`;

const run = (id: string, name: string): Run => ({
  ...{ id, journey: name, version: 1, enteredAt: noon - 10, node: 'wait', arrivedAt: noon - 10 },
  dueAt: noon + 6_000_000_000,
  trigger: { event: 'Joined', properties: {} },
});
const word = (status: 'granted' | 'denied', at: number, topic?: string) =>
  ({ channel: 'email', status, at, source: 'api', ...(topic && { topic }) }) as const;
const email = (value: string) => ({ kind: 'email', value });

/** Steps a stimulus and all that it sends on, until nothing is on its way. */
function relay(people: Map<string, ProfileState>, first: ProfileStimulus, now: number): void {
  for (const waiting = [first]; waiting.length > 0; ) {
    const stimulus = waiting.shift();
    if (stimulus === undefined) return;
    const state = people.get(stimulus.profile);
    const result = step(state && deepFreeze(state), stimulus, { now, release: compiled, random: () => 0.5 });
    people.set(stimulus.profile, result.state);
    for (const effect of result.effects) if (effect.type === 'send_stimulus') waiting.push(effect.stimulus);
  }
}

/** Ada becomes part of Bea, something happens to the one that they are, and they are told apart. */
function story(first: Partial<ProfileState>, second: Partial<ProfileState>, between: readonly ProfileStimulus[] = []) {
  const people = new Map<string, ProfileState>([
    [ada, { ...newProfileState(ada, noon - 100), release: 1, ...first }],
    [bea, { ...newProfileState(bea, noon - 50), release: 1, ...second }],
  ]);
  const base = { workspace: 1, at: noon, receivedAt: noon };
  relay(people, { ...base, type: 'merge', profile: ada, winner: bea, id: 'merge' }, mergedAt);
  const together = people.get(bea);
  for (const stimulus of between) relay(people, stimulus, later);
  const identities = [email('ada@example.com')];
  relay(people, { ...base, type: 'unmerge', profile: ada, id: 'unmerge', undo, identities }, later + 1);
  const [adaNow, beaNow] = [people.get(ada), people.get(bea)];
  assert.ok(together && adaNow && beaNow);
  return { together, ada: adaNow, bea: beaNow, people };
}

const identify = (value: string, traits: { [name: string]: string }): ProfileStimulus => ({
  ...{ type: 'identify', workspace: 1, profile: bea, id: `identify-${value}`, at: later, receivedAt: later },
  ...{ identities: [email(value)], context: {}, traits },
});

test('journeys, waiting messages and sends go back as they stand; what ended with the merge stays ended', () => {
  const told = story(
    {
      runs: [run('ada-welcome', 'welcome'), run('ada-win-back', 'win-back')],
      sends: [send({ delivery: 'to-ada', at: noon - 5 })],
    },
    { runs: [run('bea-welcome', 'welcome')], sends: [send({ delivery: 'to-bea', at: noon - 4 })] },
  );
  assert.deepEqual(told.together.runs.map(({ id }) => id).sort(), ['ada-win-back', 'bea-welcome']);
  assert.deepEqual(
    told.ada.runs.map(({ id }) => id),
    ['ada-win-back'],
  );
  assert.deepEqual(
    told.bea.runs.map(({ id }) => id),
    ['bea-welcome'],
  );
  assert.deepEqual(
    told.ada.sends.map(({ delivery }) => delivery),
    ['to-ada'],
  );
  assert.deepEqual(
    told.bea.sends.map(({ delivery }) => delivery),
    ['to-bea'],
  );
});

test('each has her own consents and wishes again; a no that was said since holds for both', () => {
  const since: ProfileStimulus = {
    ...{ type: 'consent', workspace: 1, profile: bea, id: 'word', at: later, receivedAt: later, source: 'one_click' },
    changes: [{ channel: 'sms', status: 'denied' }],
  };
  const told = story(
    { consents: [word('denied', noon - 9)], pausedUntil: noon + 5_000, daysBetween: 7 },
    { consents: [word('granted', noon - 8), word('granted', noon - 8, 'offers')], daysBetween: 3 },
    [since],
  );
  assert.equal(told.together.consents.find(({ topic }) => topic === undefined)?.status, 'denied');
  const words = ({ consents }: ProfileState) =>
    consents.map(({ channel, topic, status }) => `${channel} ${topic ?? ''} ${status}`).sort();
  assert.deepEqual(words(told.ada), ['email  denied', 'sms  denied']);
  assert.deepEqual(words(told.bea), ['email  granted', 'email offers granted', 'sms  denied']);
  assert.deepEqual([told.ada.pausedUntil, told.ada.daysBetween], [noon + 5_000, 7]);
  assert.deepEqual([told.bea.pausedUntil, told.bea.daysBetween], [undefined, 3]);
});

test('traits, first visit, zone and orders are those of before, but for what the winner told since', () => {
  const told = story(
    {
      traits: { city: 'Paris', name: 'Ada' },
      identities: [email('ada@example.com')],
      timeZone: 'Europe/Paris',
      orders: { count: 1, value: 10.1, lastAt: noon - 20 },
    },
    {
      traits: { name: 'Bea' },
      identities: [email('bea@example.com')],
      orders: { count: 2, value: 20.2, lastAt: noon - 30 },
    },
    [identify('bea@example.com', { plan: 'gold' })],
  );
  assert.deepEqual(told.together.traits, { city: 'Paris', name: 'Bea' });
  assert.deepEqual(
    [told.ada.traits, told.bea.traits],
    [
      { city: 'Paris', name: 'Ada' },
      { name: 'Bea', plan: 'gold' },
    ],
  );
  assert.deepEqual([told.ada.timeZone, told.bea.timeZone], ['Europe/Paris', undefined]);
  assert.deepEqual([told.ada.firstSeenAt, told.bea.firstSeenAt], [noon - 100, noon - 50]);
  assert.deepEqual(told.ada.orders, { count: 1, value: 10.1, lastAt: noon - 20 });
  assert.deepEqual(told.bea.orders, { count: 2, value: 20.2, lastAt: noon - 30 });
  assert.deepEqual([told.ada.absorbed, told.bea.absorbed], [[], []]);
});

test('what still arrives at the winner by an identity of the loser is handed on', () => {
  const { people } = story({ identities: [email('ada@example.com')] }, { identities: [email('bea@example.com')] });
  relay(people, identify('ada@example.com', { plan: 'gold' }), later + 2);
  relay(people, identify('bea@example.com', { plan: 'silver' }), later + 2);
  assert.deepEqual([people.get(ada)?.traits, people.get(bea)?.traits], [{ plan: 'gold' }, { plan: 'silver' }]);
});

test('an order to restrict that came between merge and undo stands for both', () => {
  const order: ProfileStimulus = {
    ...{ type: 'restrict', workspace: 1, profile: bea, id: 'restrict', at: later, receivedAt: later },
    ...{ restricted: true, reason: 'dispute', actor: 'ada' },
  };
  const told = story({}, {}, [order]);
  assert.deepEqual([told.ada.restricted?.reason, told.bea.restricted?.reason], ['dispute', 'dispute']);
});
