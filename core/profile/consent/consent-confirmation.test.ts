import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultConsentSettings } from '#contracts/consent/consent-settings.ts';
import type { ConsentChange, ConsentStimulus } from '#contracts/stimulus.ts';
import type { DeliverEffect } from '#core/effect.ts';
import type { ProfileState } from '#core/state.ts';
import { nextDue, type StepResult, type StepStimulus, step } from '#core/step.ts';
import { noon, person, release } from '#test/builders.ts';
import { topicsToConfirm } from './consent-confirmation.ts';

const hour = 3_600_000;
const day = 24 * hour;
const compiled = release({
  settings: {
    consent: { ...defaultConsentSettings, channels: { email: { doubleOptIn: true }, sms: { doubleOptIn: true } } },
  },
});

function at(now: number, state: ProfileState, stimulus: StepStimulus): StepResult {
  return step(state, stimulus, { now, release: compiled, random: () => 0.5 });
}

function say(now: number, changes: readonly ConsentChange[], source = 'form'): ConsentStimulus {
  const { profile } = person();
  return { type: 'consent', workspace: 1, profile, id: `say-${now}`, at: now, receivedAt: now, changes, source };
}

const deliveries = ({ effects }: StepResult) =>
  effects.filter((effect): effect is DeliverEffect => effect.type === 'deliver');
const yes = (topic?: string): ConsentChange => ({ channel: 'email', status: 'granted', ...(topic && { topic }) });
const timer: StepStimulus = { type: 'timer', profile: person().profile };

test('a yes waits for its confirmation; one message asks for all topics of a channel, in her language', () => {
  const result = at(noon, person({ locale: 'zh-TW' }), say(noon, [yes('offers'), yes('service')]));
  assert.deepEqual(
    result.state.consents.map(({ status, asked }) => [status, asked]),
    [
      ['pending', 1],
      ['pending', 1],
    ],
  );
  const [asking, ...others] = deliveries(result);
  assert.ok(asking && others.length === 0);
  assert.deepEqual(
    [asking.message, asking.class, asking.channel],
    ['double-opt-in:email:zh-Hant', 'transactional', 'email'],
  );
  assert.equal(topicsToConfirm(asking), '["offers","service"]');
  assert.equal(asking.trigger.properties.names, '優惠與新品 · 訂單與服務');

  const confirm = say(noon + hour, [yes('offers'), yes('service')], 'double_opt_in');
  const confirmed = at(noon + hour, result.state, confirm);
  assert.deepEqual(
    confirmed.state.consents.map(({ status }) => status),
    ['granted', 'granted'],
  );
  assert.equal(nextDue(confirmed.state), null);
  assert.deepEqual(
    confirmed.facts.flatMap((fact) => (fact.type === 'consent' ? [[fact.status, fact.source]] : [])),
    [
      ['granted', 'double_opt_in'],
      ['granted', 'double_opt_in'],
    ],
  );
});

test('a yes that was given until a day ends on that day, also when it was confirmed', () => {
  const until = noon + 30 * day;
  const asked = at(noon, person(), say(noon, [{ ...yes('offers'), expiresAt: until }])).state;
  const confirmed = at(noon + hour, asked, say(noon + hour, [yes('offers')], 'double_opt_in'));
  assert.deepEqual(
    confirmed.facts.flatMap((fact) => (fact.type === 'consent' ? [[fact.status, fact.until]] : [])),
    [['granted', until]],
  );
  const later = at(noon + 3 * day, confirmed.state, timer).state;
  assert.equal(nextDue(later), until);
  assert.equal(at(until, later, timer).state.consents[0]?.status, 'lapsed');
});

test('she is reminded once, and what is never confirmed lapses; the link is worth nothing then', () => {
  const asked = at(noon, person(), say(noon, [yes('offers')])).state;
  assert.equal(nextDue(asked), noon + 48 * hour);
  const reminded = at(noon + 48 * hour, asked, timer);
  assert.equal(deliveries(reminded).length, 1);
  assert.equal(nextDue(reminded.state), noon + 7 * day);
  const over = at(noon + 7 * day, reminded.state, timer);
  assert.deepEqual(
    over.state.consents.map(({ status }) => status),
    ['lapsed'],
  );
  const late = at(noon + 8 * day, over.state, say(noon + 8 * day, [yes('offers')], 'double_opt_in'));
  assert.deepEqual(
    late.state.consents.map(({ status }) => status),
    ['lapsed'],
  );
});

test('nobody can make us flood an address: who signs up again is asked again after an hour, five times in all', () => {
  let state = person();
  let sent = 0;
  for (let minutes = 0; minutes < 24 * 60; minutes += 20) {
    const now = noon + minutes * 60_000;
    const result = at(now, state, say(now, [yes('offers')]));
    sent += deliveries(result).length;
    state = result.state;
  }
  assert.equal(sent, 5);
});

test('a denied word is never reopened by an unconfirmed yes, and a confirmed channel needs no second confirmation', () => {
  const denied = at(noon, person(), say(noon, [{ ...yes('offers'), status: 'denied' }])).state;
  const again = at(noon + 1, denied, say(noon + 1, [yes('offers')])).state;
  assert.equal(again.consents[0]?.status, 'pending');
  const shown = at(noon + 2, again, say(noon + 2, [{ ...yes(), confirmed: true }])).state;
  const more = at(noon + 3, shown, say(noon + 3, [yes('service')]));
  assert.equal(more.state.consents.find(({ topic }) => topic === 'service')?.status, 'granted');
  assert.equal(deliveries(more).length, 0);
});

test('without an address, or with one that must not be used, nothing goes out and the decision says why', () => {
  const unreachable = at(noon, person({ identities: [] }), say(noon, [yes('offers')]));
  assert.deepEqual(
    unreachable.facts.flatMap((fact) => (fact.type === 'decision' ? [fact.reason] : [])),
    ['unreachable'],
  );
  const bounced = person({ suppressions: [{ channel: 'email', reason: 'bounced', at: 1 }] });
  const suppressed = at(noon, bounced, say(noon, [yes('offers')]));
  assert.deepEqual(
    suppressed.facts.flatMap((fact) => (fact.type === 'decision' ? [fact.reason] : [])),
    ['suppressed'],
  );
});

test('an import asks nobody; who confirmed elsewhere stands as confirmed', () => {
  const consents = [{ channel: 'email', status: 'granted', topic: 'offers' }];
  const imported = (entries: typeof consents) =>
    at(noon, person(), {
      ...{ ...say(noon, []), type: 'identify', identities: [], context: {}, trusted: true, imported: true },
      traits: { consents: entries },
    });
  const silent = imported(consents);
  assert.deepEqual([deliveries(silent).length, silent.state.consents[0]?.status], [0, 'pending']);
  const confirmed = imported(consents.map((one) => ({ ...one, confirmed: true })));
  assert.equal(confirmed.state.consents[0]?.status, 'granted');
});
