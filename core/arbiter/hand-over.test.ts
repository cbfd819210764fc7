import assert from 'node:assert/strict';
import test from 'node:test';
import { message, noon, person, release, send, workOn } from '#test/builders.ts';
import type { DeliverEffect } from '../effect.ts';
import type { ProfileState, Send } from '../state.ts';
import { arbitrate } from './arbitrate.ts';
import { cancelMessages } from './cancel.ts';
import { checkHandOver } from './hand-over.ts';
import { requestMessage } from './request.ts';

const daily = [{ id: 'day', messages: 1, hours: 24 }];
const compiled = release({ messages: [message('offer', { validMinutes: 60 })], settings: { frequencyCaps: daily } });

function reserved(): { state: ProfileState; effect: DeliverEffect } {
  const work = workOn(person(), compiled);
  const trigger = { event: 'Signed Up', properties: {} };
  requestMessage(work, { message: 'offer', journey: 'welcome', version: 1, run: 'run', node: 'mail', trigger });
  arbitrate(work);
  const [effect] = work.effects;
  assert.ok(effect?.type === 'deliver');
  return { state: work.state, effect };
}

const { state, effect } = reserved();
const quiet = { enabled: true, from: '12:00', until: '12:30', channels: ['email' as const] };
const denied = { channel: 'email', topic: 'offers', status: 'denied', at: noon, source: 'one_click' } as const;
const own = state.sends[0] as Send;

test('nothing has changed: it goes to her address, its own reservation does not stand in its way', () => {
  assert.deepEqual(checkHandOver(state, compiled, effect, noon + 1), { ok: true, address: 'ada@example.com' });
});

const refused: readonly (readonly [name: string, reason: string, ...Parameters<typeof checkHandOver>])[] = [
  ['she unsubscribed', 'topic_denied', { ...state, consents: [denied] }, compiled, effect, noon],
  ['address gone', 'unreachable', { ...state, identities: [] }, compiled, effect, noon],
  [
    'suppressed',
    'suppressed',
    { ...state, suppressions: [{ channel: 'email', reason: 'manual', at: noon }] },
    compiled,
    effect,
    noon,
  ],
  ['too late', 'expired', state, compiled, effect, effect.notAfter + 1],
  ['message gone', 'no_variant', state, release({}), effect, noon],
  ['place given back', 'journey_exited', { ...state, sends: [{ ...own, status: 'released' }] }, compiled, effect, noon],
  ['another one went out', 'frequency_cap', { ...state, sends: [send({ at: noon - 1 }), own] }, compiled, effect, noon],
];

for (const [name, reason, ...args] of refused) {
  test(`hand-over: ${name}`, () => assert.deepEqual(checkHandOver(...args), { ok: false, reason }));
}

test('a run that ended meanwhile stops it although it keeps its place until delivery confirms', () => {
  const work = workOn(state, compiled);
  cancelMessages(work, (one) => one.run === 'run');
  cancelMessages(work, (one) => one.run === 'run');
  assert.deepEqual(work.effects, [{ type: 'cancel_delivery', delivery: effect.delivery }]);
  assert.equal(work.state.sends[0]?.status, 'reserved');
  assert.deepEqual(checkHandOver(work.state, compiled, effect, noon), { ok: false, reason: 'journey_exited' });
});

test('a cap that is full by now says when there is room, if that is in time and the message waits', () => {
  const ask = (parts: Parameters<typeof message>[1]) => {
    const full = release({
      messages: [message('offer', parts)],
      settings: { frequencyCaps: [{ id: 'hour', messages: 1, hours: 1 }] },
    });
    const lately = { ...state, sends: [send({ at: noon - 30 * 60_000 }), own] };
    return checkHandOver(lately, full, effect, noon);
  };
  assert.deepEqual(ask({}), { ok: false, reason: 'frequency_cap', retryAt: noon + 30 * 60_000 });
  assert.deepEqual(ask({ whenCapped: 'hold_back' }), { ok: false, reason: 'frequency_cap' });
});

test('quiet hours that began meanwhile say when to come back, if that is in time', () => {
  const messages = [message('offer')];
  const short = release({ messages, settings: { quietHours: quiet } });
  assert.deepEqual(checkHandOver(state, short, effect, noon), {
    ok: false,
    reason: 'quiet_hours',
    retryAt: noon + 30 * 60_000,
  });
  const long = release({ messages, settings: { quietHours: { ...quiet, until: '14:00' } } });
  assert.deepEqual(checkHandOver(state, long, effect, noon), { ok: false, reason: 'quiet_hours' });
});
