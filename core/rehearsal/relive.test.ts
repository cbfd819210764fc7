import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Fact } from '#contracts/fact.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import type { Release } from '#contracts/release.ts';
import type { TrackStimulus } from '#contracts/stimulus.ts';
import { days, minutes } from '#core/duration.ts';
import { hashFraction } from '#core/hash.ts';
import { journey, message, noon, openSettings } from '#test/builders.ts';
import { reallyHappen } from '#test/really-happen.ts';
import { occasionsOf } from './occasions.ts';
import type { RecordedPerson } from './recorded.ts';
import { rehearsalReleases } from './releases.ts';
import { relive } from './relive.ts';

const profile = '0190a6e0-0000-7000-8000-000000000001';
const random = (...words: string[]): number => hashFraction('7', ...words);
const from = noon;
const until = noon + days(10);

const cart: JourneyDefinition = journey(
  'cart',
  [
    {
      id: 'start',
      kind: 'trigger',
      trigger: { type: 'event', match: { event: 'Product Added', where: [] } },
      branches: { next: 'wait' },
    },
    { id: 'wait', kind: 'wait', minutes: 60, branches: { next: 'mail' } },
    { id: 'mail', kind: 'message', message: 'basket', branches: { next: 'later' } },
    { id: 'later', kind: 'wait', minutes: 1_440, branches: { next: 'again' } },
    { id: 'again', kind: 'message', message: 'basket', branches: { next: null } },
  ],
  {
    reentry: { type: 'after', minutes: 600 },
    exitRules: [{ type: 'event', match: { event: 'Order Completed', where: [] } }],
  },
);

const newest: Release = {
  workspace: 1,
  number: 5,
  settings: {
    ...openSettings,
    frequencyCaps: [{ id: 'mail', channel: 'email', messages: 3, hours: 72 }],
    quietHours: { enabled: true, from: '22:00', until: '07:00', channels: ['email'] },
  },
  segments: [],
  journeys: [{ ...cart, entry: true, sinceRelease: 5 }],
  messages: [message('basket', { on: ['email'] })],
};

const identities = [{ kind: 'email', value: 'ada@example.com' }];

function event(name: string, at: number, index: number): TrackStimulus {
  const base = { workspace: 1, profile, id: `e${index}`, at, receivedAt: at, identities, context: {} };
  return { ...base, type: 'track', name, properties: {} };
}
const compiled = rehearsalReleases(newest, { draft: cart, from, periods: [] })(from);

const decisionsOf = (facts: readonly Fact[]) =>
  facts.flatMap((fact) =>
    fact.type === 'decision'
      ? [{ at: fact.at, node: fact.node, outcome: fact.outcome, reason: fact.reason, gates: fact.gates }]
      : [],
  );
const stepsOf = (facts: readonly Fact[]) =>
  facts.flatMap((fact) =>
    fact.type === 'journey_step' ? [{ at: fact.at, node: fact.node, change: fact.change, branch: fact.branch }] : [],
  );

const histories = fc.array(
  fc.tuple(
    fc.constantFrom('Product Added', 'Product Added', 'Product Added', 'Order Completed', 'Page Viewed'),
    fc.integer({ min: 0, max: 20_000 }),
  ),
  { maxLength: 25 },
);

test('a period in which the journey really ran comes out as it was: each step, each decision, each reason', () => {
  const tally = { sent: 0, held: 0, deferred: 0 };
  fc.assert(
    fc.property(histories, fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }), (drawn, opens) => {
      const times = drawn.map(([name, after]) => [name, noon + minutes(after % 13_000)] as const);
      const events = times.sort((a, b) => a[1] - b[1]).map(([name, at], index) => event(name, at, index));
      const { facts, deliveries } = reallyHappen({ release: compiled, random, profile, events, opens, until });
      const recorded: RecordedPerson = { profile, identities: [], stimuli: events, deliveries };
      const releaseAt = rehearsalReleases(newest, { draft: cart, from, periods: [] });
      const relived = relive(recorded, { releaseAt, random, occasions: [], until });
      assert.deepEqual(decisionsOf(relived.facts), decisionsOf(facts));
      assert.deepEqual(stepsOf(relived.facts), stepsOf(facts));
      for (const { outcome } of decisionsOf(facts)) {
        tally[outcome === 'send' ? 'sent' : outcome === 'deferred' ? 'deferred' : 'held'] += 1;
      }
    }),
  );
  assert(tally.sent > 50 && tally.deferred > 20, JSON.stringify(tally));
});

test('a message that was never sent is handed over at once, and opened by nobody', () => {
  const recorded: RecordedPerson = {
    profile,
    identities,
    stimuli: [event('Product Added', noon, 0)],
    deliveries: [],
  };
  const releaseAt = rehearsalReleases(newest, { draft: cart, from, periods: [] });
  const { facts } = relive(recorded, { releaseAt, random, occasions: [], until });
  const messages = facts.flatMap((fact) => (fact.type === 'message' ? [[fact.node, fact.kind]] : []));
  assert.deepEqual(messages, [
    ['mail', 'queued'],
    ['mail', 'handed_over'],
    ['again', 'queued'],
    ['again', 'handed_over'],
  ]);
});

test('before its time nobody enters the draft, and afterwards nobody enters the version that it replaces', () => {
  const stimuli = [event('Product Added', noon - days(2), 0), event('Product Added', noon + days(1), 1)];
  const periods = [{ at: noon - days(5), entries: [{ journey: 'cart', version: 1 }] }];
  const releaseAt = rehearsalReleases(newest, { draft: cart, from, periods });
  const { facts } = relive(
    { profile, identities, stimuli, deliveries: [] },
    { releaseAt, random, occasions: [], until },
  );
  const entered = facts.flatMap((fact) =>
    fact.type === 'journey_step' && fact.change === 'entered' ? [fact.version] : [],
  );
  assert.deepEqual(entered, [1, 2]);
});

test('a schedule lets in whoever is known at each of its moments, at the time of the workspace or at her own', () => {
  const scheduled = (zone: 'workspace' | 'person'): JourneyDefinition => {
    const trigger = { type: 'schedule', segment: null, start: '2026-06-01T09:00', rule: 'FREQ=DAILY', zone } as const;
    const nodes = [{ id: 'start', kind: 'trigger', trigger, branches: { next: null } }] as const;
    return journey('cart', nodes, { reentry: { type: 'always' } });
  };
  const entriesOf = (draft: JourneyDefinition, timeZone?: string) => {
    const tried = { draft, from, periods: [] };
    const setting = { releaseAt: rehearsalReleases(newest, tried), random, until: noon + days(4) };
    const person = { profile, identities, stimuli: [event('Page Viewed', noon + days(1), 0)], deliveries: [] };
    const { facts } = relive(
      { ...person, ...(timeZone && { timeZone }) },
      { ...setting, occasions: occasionsOf(newest, tried, setting.until) },
    );
    return stepsOf(facts).flatMap(({ at, change }) => (change === 'entered' ? [new Date(at).toISOString()] : []));
  };
  // The workspace is in London, in summer.
  const mornings = ['2026-06-12T08:00:00.000Z', '2026-06-13T08:00:00.000Z', '2026-06-14T08:00:00.000Z'];
  assert.deepEqual(entriesOf(scheduled('workspace')), mornings);
  assert.deepEqual(entriesOf(scheduled('person'), 'Asia/Tokyo'), [
    ...['2026-06-12T00:00:00.000Z', '2026-06-13T00:00:00.000Z', '2026-06-14T00:00:00.000Z'],
  ]);
});

test('nothing outside is asked: whoever is limited in number enters, gets a code and a yes', () => {
  const draft = journey(
    'cart',
    [
      {
        id: 'start',
        kind: 'trigger',
        trigger: { type: 'event', match: { event: 'Product Added', where: [] } },
        branches: { next: 'gift' },
      },
      { id: 'gift', kind: 'give_coupon', pool: 'p', variable: 'code', branches: { given: 'hook', none: null } },
      {
        ...{ id: 'hook', kind: 'webhook', url: 'https://example.com', body: [], timeoutMinutes: 5, results: [] },
        branches: { answered: 'end', failed: null, timeout: null },
      },
      { id: 'end', kind: 'exit', branches: {} },
    ],
    { entryLimits: { total: 5 } },
  );
  const releaseAt = rehearsalReleases(newest, { draft, from, periods: [] });
  const stimuli = [event('Product Added', noon, 0)];
  const { facts } = relive(
    { profile, identities, stimuli, deliveries: [] },
    { releaseAt, random, occasions: [], until },
  );
  const passed = stepsOf(facts).flatMap(({ at, node, change, branch }) =>
    change === 'passed' ? [[node, branch, at - noon]] : [],
  );
  assert.deepEqual(passed, [
    ['start', 'next', 0],
    ['gift', 'given', 0],
    ['hook', 'answered', 0],
  ]);
});
