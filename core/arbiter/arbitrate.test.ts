import assert from 'node:assert/strict';
import test from 'node:test';
import type { DecisionFact } from '#contracts/fact.ts';
import { message, noon, person, release, send, workOn } from '#test/builders.ts';
import type { CompiledRelease } from '../release.ts';
import type { ProfileState } from '../state.ts';
import type { Work } from '../work.ts';
import { arbitrate, askCappedAgain, nextPendingDue } from './arbitrate.ts';
import { requestMessage } from './request.ts';

const hour = 3_600_000;
const request = (id: string, node = id) => ({
  message: id,
  journey: 'welcome',
  version: 1,
  run: 'run',
  node,
  trigger: { event: 'Signed Up', properties: {} },
});

function decide(state: ProfileState, compiled: CompiledRelease, parts: Partial<Work> = {}, ...ids: string[]): Work {
  const work = workOn(state, compiled, parts);
  for (const id of ids) {
    requestMessage(work, request(id));
  }
  arbitrate(work);
  return work;
}

const decisions = (work: Work): DecisionFact[] => work.facts.filter((fact) => fact.type === 'decision');
const inShort = (work: Work): string[] =>
  decisions(work).map(({ message: id, outcome, channel, reason }) => `${id} ${outcome} ${channel || reason}`);

test('a message that passes is reserved, given to delivery and recorded', () => {
  const work = decide(person(), release({ messages: [message('offer')] }), { causedAt: noon - 5 }, 'offer');
  assert.deepEqual(inShort(work), ['offer send email']);
  assert.deepEqual(
    work.facts.map((fact) => fact.type),
    ['decision', 'message'],
  );
  const [effect] = work.effects;
  assert.ok(effect?.type === 'deliver');
  assert.equal(effect.class, 'triggered');
  assert.deepEqual([effect.notBefore, effect.notAfter, effect.causedAt], [noon, noon + 24 * hour, noon - 5]);
  assert.deepEqual(
    work.state.sends.map(({ delivery, status, channel }) => ({ delivery, status, channel })),
    [{ delivery: effect.delivery, status: 'reserved', channel: 'email' }],
  );
  assert.deepEqual(work.state.pending, []);
});

test('the channel where she was active last goes before the order of the message, for a month', () => {
  const compiled = release({ messages: [message('offer')] });
  const activity = { sms: noon - 29 * 24 * hour, push: noon - 31 * 24 * hour };
  assert.deepEqual(inShort(decide(person({ activity }), compiled, {}, 'offer')), ['offer send sms']);
  const later = { now: noon + 3 * 24 * hour };
  assert.deepEqual(inShort(decide(person({ activity }), compiled, later, 'offer')), ['offer send email']);
});

test('a channel that does not pass gives way to the next, and every gate is on record', () => {
  const compiled = release({ messages: [message('offer')], settings: { enabledChannels: ['sms', 'push'] } });
  const work = decide(person({ traits: {} }), compiled, {}, 'offer');
  assert.deepEqual(inShort(work), ['offer send sms']);
  assert.deepEqual(decisions(work)[0]?.gates, [
    { channel: 'email', outcome: 'channel_off' },
    { channel: 'push', outcome: 'unreachable' },
    { channel: 'sms', outcome: 'passed' },
  ]);
});

test('the last place under a cap goes to the higher priority, then to the earlier request', () => {
  const messages = [
    message('low', { priority: 10 }),
    message('high', { priority: 90 }),
    message('also low', { priority: 10 }),
  ];
  const compiled = release({ messages, settings: { frequencyCaps: [{ id: 'day', messages: 2, hours: 24 }] } });
  const early = workOn(person(), compiled, { now: noon - hour });
  requestMessage(early, request('also low'));
  assert.deepEqual(inShort(decide(early.state, compiled, {}, 'low', 'high')), [
    'high send email',
    'also low send email',
    'low held_back frequency_cap',
  ]);
});

const held: readonly (readonly [name: string, compiled: CompiledRelease, parts: Partial<Work>, said: string])[] = [
  ['no variant', release({ messages: [message('offer', { on: [] })] }), {}, 'offer held_back no_variant'],
  ['not in the release', release({}), {}, 'offer held_back no_variant'],
  [
    'holdout',
    release({ messages: [message('offer')], settings: { holdoutShare: 0.5 } }),
    { random: () => 0.49 },
    'offer held_back holdout',
  ],
  [
    'outside of the holdout',
    release({ messages: [message('offer')], settings: { holdoutShare: 0.5 } }),
    { random: () => 0.5 },
    'offer send email',
  ],
  [
    'transactional in the holdout',
    release({ messages: [message('offer', { purpose: 'transactional' })], settings: { holdoutShare: 0.5 } }),
    { random: () => 0 },
    'offer send email',
  ],
  [
    'of several reasons the nearest to sending',
    release({
      messages: [message('offer', { whenCapped: 'hold_back' })],
      settings: {
        enabledChannels: ['email', 'sms'],
        optInChannels: ['sms'],
        frequencyCaps: [{ id: 'a', messages: 1, hours: 24 }],
      },
    }),
    { state: person({ sends: [send({ at: noon - hour })] }) },
    'offer held_back frequency_cap',
  ],
];

for (const [name, compiled, parts, said] of held) {
  test(`arbiter: ${name}`, () =>
    assert.deepEqual(inShort(decide(parts.state ?? person(), compiled, parts, 'offer')), [said]));
}

test('the holdout is the same share of people for every message', () => {
  const asked: string[][] = [];
  const compiled = release({ messages: [message('a'), message('b')], settings: { holdoutShare: 0.1 } });
  const random = (...words: string[]) => asked.push(words) && 0.5;
  decide(person(), compiled, { random }, 'a', 'b');
  assert.deepEqual(asked, [
    ['holdout', person().profile],
    ['holdout', person().profile],
  ]);
});

const nightly = { enabled: true, from: '22:00', until: '07:00', channels: ['sms' as const] };
const evening = Date.parse('2026-06-10T21:30:00Z');
const morning = Date.parse('2026-06-11T06:00:00Z');

test('in quiet hours it waits for the morning and says so once', () => {
  const compiled = release({ messages: [message('offer', { on: ['sms'] })], settings: { quietHours: nightly } });
  const night = decide(person(), compiled, { now: evening }, 'offer');
  assert.deepEqual(inShort(night), ['offer deferred quiet_hours']);
  assert.equal(nextPendingDue(night.state), morning);

  const meanwhile = workOn(night.state, compiled, { now: evening + hour });
  arbitrate(meanwhile);
  assert.deepEqual(meanwhile.facts, []);

  const day = workOn(night.state, compiled, { now: morning });
  arbitrate(day);
  assert.deepEqual(inShort(day), ['offer send sms']);
  assert.equal(nextPendingDue(day.state), undefined);
});

test('it is held back when the morning is too late, and when nobody looked in time', () => {
  const short = message('offer', { on: ['sms'], validMinutes: 60 });
  const compiled = release({ messages: [short], settings: { quietHours: nightly } });
  assert.deepEqual(inShort(decide(person(), compiled, { now: evening }, 'offer')), ['offer held_back quiet_hours']);

  const late = workOn(person(), compiled, { now: evening - 2 * hour });
  requestMessage(late, request('offer'));
  const next = workOn(late.state, compiled, { now: evening });
  arbitrate(next);
  assert.deepEqual(inShort(next), ['offer held_back expired']);
});

test('a channel without quiet hours is taken rather than the morning waited for', () => {
  const compiled = release({ messages: [message('offer')], settings: { quietHours: nightly } });
  const active = person({ activity: { sms: evening - hour } });
  assert.deepEqual(inShort(decide(active, compiled, { now: evening }, 'offer')), ['offer send email']);
});

const daily = [{ id: 'day', messages: 1, hours: 24 }];
const capped = release({
  messages: [
    message('low', { priority: 10, on: ['email'], validMinutes: 2_880 }),
    message('high', { priority: 90, on: ['sms'] }),
  ],
  settings: { frequencyCaps: daily, quietHours: nightly },
});

test('where a cap has room again before it expires it waits, and goes when the oldest leaves the window', () => {
  const first = decide(person({ sends: [send({ at: noon - hour })] }), capped, {}, 'low');
  assert.deepEqual(inShort(first), ['low deferred frequency_cap']);
  assert.equal(nextPendingDue(first.state), noon + 23 * hour);
  assert.deepEqual(decisions(first)[0]?.gates, [
    { channel: 'email', outcome: 'frequency_cap', until: noon + 23 * hour },
  ]);
  assert.deepEqual(inShort(decide(first.state, capped, { now: noon + 23 * hour })), ['low send email']);
});

test('where it would expire before, or its author does not want it to wait, it is held back', () => {
  const sends = [send({ at: noon - hour })];
  for (const parts of [{ validMinutes: 23 * 60 }, { whenCapped: 'hold_back' as const }]) {
    const compiled = release({ messages: [message('offer', parts)], settings: { frequencyCaps: daily } });
    assert.deepEqual(inShort(decide(person({ sends }), compiled, {}, 'offer')), ['offer held_back frequency_cap']);
  }
});

test('a place that is given back is taken at once by who waits for it', () => {
  const reserved = send({ delivery: 'd', status: 'reserved' });
  const { state } = decide(person({ sends: [reserved] }), capped, {}, 'low');
  const work = workOn({ ...state, sends: [{ ...reserved, status: 'released' }] }, capped, { now: noon + 5 });
  askCappedAgain(work);
  arbitrate(work);
  assert.deepEqual(inShort(work), ['low send email']);
});

test('the last place is not taken from a higher priority that waits and may go now', () => {
  const { state } = decide(person(), capped, { now: evening }, 'high');
  const moved = { ...state, timeZone: 'America/New_York' };
  assert.deepEqual(inShort(decide(moved, capped, { now: evening + 1 }, 'low')), [
    'high send sms',
    'low deferred frequency_cap',
  ]);
});

test('the same request twice is one delivery, also after it was sent', () => {
  const compiled = release({ messages: [message('offer')] });
  const first = decide(person(), compiled, {}, 'offer', 'offer');
  const again = decide(first.state, compiled, {}, 'offer');
  assert.equal(first.effects.length, 1);
  assert.deepEqual([again.effects, again.facts], [[], []]);
});
