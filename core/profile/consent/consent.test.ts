import assert from 'node:assert/strict';
import test from 'node:test';
import type { IdentifyStimulus } from '#contracts/stimulus.ts';
import type { ProfileState } from '#core/state.ts';
import { step } from '#core/step.ts';
import { noon, person, release, workOn } from '#test/builders.ts';
import { stricterConsents } from '../../merge/consents.ts';
import { applyConsent } from './consent.ts';

test('topics that nobody has set up cannot fill a document, and never keep a real word out', () => {
  const desk = workOn(person(), release({}));
  for (let n = 0; n < 1_000; n++) {
    applyConsent(desk, [{ channel: 'email', topic: `made-up-${n}`, status: 'granted' }], n, 'identify');
  }
  assert.ok(desk.state.consents.length <= 100, `${desk.state.consents.length}`);
  applyConsent(desk, [{ channel: 'email', topic: 'offers', status: 'denied' }], 2_000, 'one_click');
  applyConsent(desk, [{ channel: 'sms', status: 'denied' }], 2_000, 'one_click');
  applyConsent(desk, [{ channel: 'email', topic: 'made-up-1', status: 'denied' }], 2_000, 'one_click');
  assert.deepEqual(
    desk.state.consents.filter(({ status }) => status === 'denied').map(({ topic }) => topic),
    ['offers', undefined, 'made-up-1'],
  );
});

const compiled = release({});
type Said = { readonly channel: string; readonly topic?: string; readonly status: 'granted' | 'denied' };

function say(state: ProfileState, said: Said, at: number, parts: Partial<IdentifyStimulus> = {}): ProfileState {
  const { profile } = state;
  const stimulus: IdentifyStimulus = {
    ...{ type: 'identify', workspace: 1, profile, id: `say-${at}`, at, receivedAt: at, identities: [], context: {} },
    ...{ traits: { consents: [said] }, ...parts },
  };
  return step(state, stimulus, { now: at, release: compiled, random: () => 0.5 }).state;
}

const no = { channel: 'email', status: 'denied', at: noon } as const;
const grant = { channel: 'email', status: 'granted' } as const;
const offers = { topic: 'offers' };
const cases = {
  'unsubscribed from the topic': [{ ...no, ...offers, source: 'one_click' }, { ...grant, ...offers }, true],
  'said no on the preference page': [{ ...no, source: 'preference_page' }, grant, true],
  'said no to the channel, and a topic is granted': [{ ...no, source: 'one_click' }, { ...grant, ...offers }, true],
  'said no to a topic, and the channel is granted': [{ ...no, ...offers, source: 'one_click' }, grant, false],
  'said no to another channel': [{ ...no, channel: 'sms', source: 'one_click' }, grant, false],
  'was denied by an identify': [{ ...no, source: 'identify' }, grant, false],
} as const;

for (const [name, [held, said, stays]] of Object.entries(cases)) {
  test(`a yes with the public write key to somebody who ${name}: ${stays ? 'does not count' : 'counts'}`, () => {
    const before = person({ consents: [held] });
    const granted = ({ consents }: ProfileState) => consents.some(({ status }) => status === 'granted');
    assert.equal(granted(say(before, said, noon + 1)), !stays);
    const deniedFirst = say(before, { ...said, status: 'denied' }, noon + 1);
    assert.equal(granted(say(deniedFirst, said, noon + 2)), !stays, 'nor after a no with the write key');
    assert.ok(granted(say(before, said, noon + 1, { trusted: true, imported: true })), 'an import counts');
  });
}

test('where she was when she agreed stands with the proof of her consent and not in the event', () => {
  const traits = { consents: [{ ...grant, text: 'Yes', ip: '192.0.2.1', userAgent: 'Phone' }] };
  const stimulus: IdentifyStimulus = {
    ...{ type: 'identify', workspace: 1, profile: person({}).profile, id: 'say', at: noon, receivedAt: noon },
    ...{ identities: [], context: {}, traits },
  };
  const { facts } = step(person({}), stimulus, { now: noon, release: compiled, random: () => 0.5 });
  const event = facts.find(({ type }) => type === 'event');
  assert.deepEqual(event?.type === 'event' && event.properties, { consents: [{ ...grant, text: 'Yes' }] });
  assert.partialDeepStrictEqual(
    facts.find(({ type }) => type === 'consent'),
    { text: 'Yes', ip: '192.0.2.1', userAgent: 'Phone' },
  );
});

test('after a complaint only a trusted sender can bring a yes; a no always counts', () => {
  const complained = person({ suppressions: [{ channel: 'email', reason: 'complained', at: noon }] });
  assert.deepEqual(say(complained, grant, noon + 1).consents, []);
  assert.equal(say(complained, grant, noon + 1, { trusted: true }).consents[0]?.status, 'granted');
  assert.equal(say(complained, { ...grant, status: 'denied' }, noon + 1).consents[0]?.status, 'denied');
});

test('a merge with somebody whose no is newer does not take the word from the person herself', () => {
  const own = { ...no, source: 'one_click' } as const;
  const newer = { ...no, at: noon + 5, source: 'identify' } as const;
  for (const [one, other] of [
    [own, newer],
    [newer, own],
  ] as const) {
    assert.deepEqual(stricterConsents([one], [other]), [{ ...own, at: noon + 5 }]);
  }
});
