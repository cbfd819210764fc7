import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Channel } from '#contracts/channel.ts';
import type { ConsentStanding } from '#contracts/consent/consent.ts';
import { defaultConsentSettings } from '#contracts/consent/consent-settings.ts';
import type { ConsentStimulus, IdentifyStimulus, ReceiptStimulus } from '#contracts/stimulus.ts';
import { checkHandOver } from '#core/arbiter/hand-over.ts';
import type { DeliverEffect } from '#core/effect.ts';
import type { CompiledRelease } from '#core/release.ts';
import type { Consent, ProfileState } from '#core/state.ts';
import { nextDue, type StepStimulus, step } from '#core/step.ts';
import { deepFreeze, journey, message, noon, person, release } from '#test/builders.ts';
import { messageNode, onEvent, triggerNode } from '#test/journey-nodes.ts';
import { stricterConsents, stricterContact } from '../../merge/consents.ts';
import { endOf, standingOf } from './consent-standing.ts';

const day = 86_400_000;
const offer = message('offer', { on: ['email', 'sms'], topic: 'offers' });

function releaseWith(optIn: boolean, doubleOptIn: boolean, lapsesAfterDays: number | null): CompiledRelease {
  return release({
    messages: [offer],
    journeys: [journey('j', [triggerNode(onEvent('Viewed'), 'mail'), messageNode('mail', 'offer', null)])],
    settings: {
      optInChannels: optIn ? ['email', 'sms'] : [],
      consent: {
        ...defaultConsentSettings,
        channels: { email: { doubleOptIn, lapsesAfterDays }, sms: { lapsesAfterDays } },
      },
    },
  });
}

const channel = fc.constantFrom<Channel>('email', 'sms');
const topic = fc.constantFrom('offers', 'service', undefined);
const action = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('say'),
      channel,
      topic,
      status: fc.constantFrom('granted', 'denied'),
      source: fc.constantFrom('api', 'preference_page', 'form', 'double_opt_in'),
      late: fc.constantFrom(0, 0, 3 * day),
      confirmed: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('identify'), channel, topic, trusted: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('view') }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pass'), days: fc.constantFrom(0.1, 1, 5, 20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pause'), days: fc.constantFrom(null, 3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('order'), days: fc.constantFrom(null, 2, 40) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('bounce'), channel }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/** What may be said of her by anybody who read only the log of words: independent of how the step keeps it. */
interface Reference {
  readonly words: Map<string, { at: number; status: ConsentStanding }>;
}

class Play {
  state: ProfileState = deepFreeze(person());
  now = noon;
  readonly outbox: DeliverEffect[] = [];
  readonly statuses: string[] = [];
  readonly #release: CompiledRelease;
  #count = 0;
  constructor(compiled: CompiledRelease) {
    this.#release = compiled;
  }

  base() {
    this.#count += 1;
    const { profile } = this.state;
    return { workspace: 1, profile, id: `s${this.#count}`, at: this.now, receivedAt: this.now };
  }

  step(stimulus: StepStimulus): void {
    const result = step(this.state, stimulus, { now: this.now, release: this.#release, random: () => 0.5 });
    this.state = deepFreeze(result.state);
    for (const fact of result.facts) if (fact.type === 'consent') this.statuses.push(`${fact.kind} ${fact.status}`);
    this.outbox.push(...result.effects.filter((effect) => effect.type === 'deliver'));
  }

  act(one: Action): void {
    switch (one.do) {
      case 'say': {
        const change = { channel: one.channel, ...(one.topic && { topic: one.topic }), status: one.status } as const;
        const confirmed = one.confirmed ? { confirmed: true as const } : {};
        const said: ConsentStimulus = {
          ...{ ...this.base(), type: 'consent', source: one.source, at: this.now - one.late },
          changes: [{ ...change, ...confirmed }],
        };
        this.step(said);
        return;
      }
      case 'identify': {
        const consents = [{ channel: one.channel, status: 'granted', ...(one.topic && { topic: one.topic }) }];
        const stimulus: IdentifyStimulus = {
          ...{ ...this.base(), type: 'identify', identities: [], context: {}, traits: { consents } },
          ...(one.trusted && { trusted: true as const }),
        };
        this.step(stimulus);
        return;
      }
      case 'view':
        this.step({
          ...this.base(),
          type: 'track',
          name: 'Viewed',
          properties: {},
          identities: [],
          context: {},
        });
        return;
      case 'pass':
        this.now += one.days * day;
        for (let due = nextDue(this.state); due !== null && due <= this.now; due = nextDue(this.state)) {
          this.step({ type: 'timer', profile: this.state.profile });
        }
        return;
      case 'pause':
        this.step({
          ...{ ...this.base(), type: 'consent', changes: [], source: 'preference_page' },
          pausedUntil: one.days === null ? null : this.now + one.days * day,
        });
        return;
      case 'order':
        this.step({
          ...{ ...this.base(), type: 'consent', changes: [], source: 'agent' },
          doNotContact: one.days === null ? null : { scope: 'all', until: this.now + one.days * day },
        });
        return;
      case 'bounce': {
        const bounced: ReceiptStimulus = {
          ...{
            ...this.base(),
            type: 'receipt',
            delivery: 'gone',
            kind: 'bounced',
            channel: one.channel,
            permanent: true,
          },
        };
        this.step(bounced);
        return;
      }
    }
  }
}

/** By the plain rules, from the words as they stand in the document. */
function mayMarket(state: ProfileState, optIn: boolean, ends: (word: Consent) => number, now: number, on: Channel) {
  const word = (about: string | undefined) => state.consents.find((one) => one.channel === on && one.topic === about);
  const valid = (one: Consent | undefined) => one?.status === 'granted' && ends(one) > now;
  const [ofTopic, ofChannel] = [word('offers'), word(undefined)];
  if (ofTopic?.status === 'denied') return false;
  if (ofChannel?.status === 'denied' && (ofTopic === undefined || ofTopic.at <= ofChannel.at)) return false;
  if (valid(ofTopic)) return true;
  if (ofTopic !== undefined) return valid(ofChannel) && (ofChannel?.at ?? 0) >= ofTopic.at;
  return ofChannel === undefined ? !optIn : valid(ofChannel);
}

const scenario = fc.record({
  optIn: fc.boolean(),
  doubleOptIn: fc.boolean(),
  lapsesAfterDays: fc.constantFrom(null, 10),
  actions: fc.array(action, { minLength: 5, maxLength: 60, size: 'max' }),
});

test('no marketing is decided or handed over without a consent that stands, whatever the order of events', () => {
  fc.assert(
    fc.property(scenario, ({ optIn, doubleOptIn, lapsesAfterDays, actions }) => {
      const compiled = releaseWith(optIn, doubleOptIn, lapsesAfterDays);
      const { settings } = compiled.source;
      const play = new Play(compiled);
      let decided = 0;
      for (const one of actions) {
        play.act(one);
        const { state, now } = play;
        const ends = (word: Consent) => endOf(word, state, settings, 'offers') ?? Number.POSITIVE_INFINITY;
        const allowed = (on: Channel) => {
          const needsYes = optIn || (doubleOptIn && on === 'email');
          const isStopped = (state.doNotContact?.until ?? 0) > now || (state.pausedUntil ?? 0) > now;
          return !isStopped && mayMarket(state, needsYes, ends, now, on);
        };
        for (const effect of play.outbox.slice(decided)) {
          if (effect.message === 'offer') assert.ok(allowed(effect.channel), `decided ${effect.channel}`);
        }
        decided = play.outbox.length;
        for (const effect of play.outbox) {
          const goes = effect.message === 'offer' && checkHandOver(state, compiled, effect, now).ok;
          assert.ok(!goes || allowed(effect.channel), `handed over ${effect.channel}`);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('under double opt-in no yes stands that was not confirmed from the address', () => {
  const compiled = releaseWith(true, true, null);
  fc.assert(
    fc.property(fc.array(action, { minLength: 5, maxLength: 60, size: 'max' }), (actions) => {
      const play = new Play(compiled);
      const shown = new Set<string>();
      const asked = new Set<string>();
      for (const one of actions) {
        const key = 'channel' in one && 'topic' in one ? `${one.channel}:${one.topic ?? ''}` : '';
        if (one.do === 'say' && one.status === 'granted' && one.confirmed && one.source !== 'double_opt_in')
          shown.add(key);
        if (one.do === 'say' && one.status === 'granted' && one.source === 'double_opt_in' && asked.has(key))
          shown.add(key);
        play.act(one);
        for (const word of play.state.consents) {
          const name = `${word.channel}:${word.topic ?? ''}`;
          if (word.status === 'pending') asked.add(name);
          const isShown = shown.has(name) || shown.has(`${word.channel}:`);
          assert.ok(word.channel !== 'email' || word.status !== 'granted' || isShown, `${name} without confirmation`);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('the newest word wins in whatever order words arrive', () => {
  const word = fc.record({
    at: fc.integer({ min: 1, max: 1_000 }),
    status: fc.constantFrom('granted', 'denied'),
    topic,
  });
  fc.assert(
    fc.property(fc.uniqueArray(word, { selector: ({ at }) => at, minLength: 1, maxLength: 20 }), (words) => {
      const reference: Reference = { words: new Map() };
      const play = new Play(releaseWith(true, false, null));
      for (const { at, status, topic: about } of words) {
        const change = { channel: 'sms', status, ...(about && { topic: about }) } as const;
        play.step({ ...play.base(), type: 'consent', source: 'api', at: noon + at, changes: [change] });
        const known = reference.words.get(about ?? '');
        if (!known || known.at < at) reference.words.set(about ?? '', { at, status });
      }
      const held = play.state.consents.map(({ topic: about, status }) => [about ?? '', status] as const);
      assert.deepEqual(new Map(held), new Map([...reference.words].map(([about, { status }]) => [about, status])));
    }),
  );
});

test('of two merged people the stricter word stands, whoever wins', () => {
  const strictness = { granted: 0, pending: 1, lapsed: 2, denied: 3 } as const;
  const words = fc.uniqueArray(
    fc.record({
      channel,
      topic,
      status: fc.constantFrom<ConsentStanding>('granted', 'pending', 'lapsed', 'denied'),
      at: fc.nat({ max: 9 }),
    }),
    { selector: (one) => `${one.channel}:${one.topic ?? ''}`, maxLength: 6 },
  );
  const toConsents = (
    all: readonly { channel: Channel; topic: string | undefined; status: ConsentStanding; at: number }[],
  ) => all.map(({ topic: about, ...rest }): Consent => ({ ...rest, source: 'api', ...(about && { topic: about }) }));
  fc.assert(
    fc.property(words, words, (one, other) => {
      for (const merged of [
        stricterConsents(toConsents(one), toConsents(other)),
        stricterConsents(toConsents(other), toConsents(one)),
      ]) {
        for (const word of [...one, ...other]) {
          const held = merged.find((each) => each.channel === word.channel && each.topic === word.topic);
          assert.ok(held && strictness[held.status] >= strictness[word.status]);
        }
      }
    }),
  );
});

test('of two merged people every wish that lets less through holds for both', () => {
  const own = person({ daysBetween: 7, doNotContact: { scope: 'marketing', at: 1, source: 'agent', until: 50 } });
  const other = person({
    pausedUntil: 90,
    doNotContact: { scope: 'all', at: 2, source: 'agent', until: 20 },
    suppressions: [{ channel: 'email', reason: 'bounced', at: 1, address: 'a' }],
  });
  for (const merged of [stricterContact(own, other), stricterContact(other, own)]) {
    assert.partialDeepStrictEqual(merged, { daysBetween: 7, pausedUntil: 90, suppressions: other.suppressions });
    assert.deepEqual([merged.doNotContact?.scope, merged.doNotContact?.until], ['all', 50]);
  }
});

test('a yes lapses on time, with a fact, and activity puts it off', () => {
  const play = new Play(releaseWith(true, false, 10));
  play.act({ do: 'say', channel: 'sms', topic: 'offers', status: 'granted', source: 'api', late: 0, confirmed: false });
  play.act({ do: 'pass', days: 5 });
  play.act({ do: 'view' });
  play.act({ do: 'pass', days: 5 });
  assert.equal(play.state.consents[0]?.status, 'granted');
  play.act({ do: 'pass', days: 5 });
  assert.deepEqual(
    play.state.consents.map(({ status, at }) => [status, at]),
    [['lapsed', noon + 15 * day]],
  );
  assert.equal(play.statuses.at(-1), 'consent lapsed');
  play.act({ do: 'say', channel: 'sms', topic: 'offers', status: 'granted', source: 'api', late: 0, confirmed: false });
  assert.equal(play.state.consents[0]?.status, 'granted');
});

test('a yes that no timer has looked at yet has lapsed all the same', () => {
  const { settings } = releaseWith(true, false, 10).source;
  const yes: Consent = { channel: 'sms', status: 'granted', at: noon, source: 'api' };
  const state = person({ lastSeenAt: noon });
  assert.equal(standingOf(yes, state, settings, noon + 10 * day - 1), 'granted');
  assert.equal(standingOf(yes, state, settings, noon + 10 * day), 'lapsed');
});
