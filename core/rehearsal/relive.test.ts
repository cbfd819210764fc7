import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Fact } from '#contracts/fact.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import type { Release } from '#contracts/release.ts';
import type { ProfileStimulus, TrackStimulus } from '#contracts/stimulus.ts';
import { days, minutes } from '#core/duration.ts';
import type { AskEffect } from '#core/effect.ts';
import { hashFraction } from '#core/hash.ts';
import { compileRelease } from '#core/release.ts';
import { journey, message, noon, openSettings } from '#test/builders.ts';
import { type OutsideAnswer, reallyHappen } from '#test/really-happen.ts';
import { pastVersion, versionName } from './asked.ts';
import { occasionsOf } from './occasions.ts';
import { type PastStep, recordedAnswers, recordedCalls, recordedDraws } from './past-steps.ts';
import type { RecordedPerson } from './recorded.ts';
import { rehearsalReleases } from './releases.ts';
import { relive } from './relive.ts';

const profile = '0190a6e0-0000-7000-8000-000000000001';
const random = (...words: string[]): number => hashFraction('7', ...words);
/** Ids of runs are others in a rehearsal, and with them what is drawn by them. */
const otherChance = (...words: string[]): number => hashFraction('8', ...words);
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
      const recorded: RecordedPerson = { profile, identities: [], stimuli: events, deliveries, answers: [], draws: [] };
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

type Trigger = Extract<JourneyDefinition['nodes'][number], { kind: 'trigger' }>['trigger'];

/** Asks for everything that can be asked, again and again, and goes by what was answered. */
function asking(trigger: Trigger, parts: Partial<JourneyDefinition>): JourneyDefinition {
  const results = [
    { variable: 'score', path: 'result.score' },
    { variable: 'size', path: 'items[].size' },
  ];
  const high = { type: 'run', test: { name: 'score', operator: 'greater', value: 50 } } as const;
  const given = { type: 'run', test: { name: 'code', operator: 'contains', value: '7' } } as const;
  const ordered = { type: 'run', test: { name: 'order', operator: 'equals', value: 'A' } } as const;
  return journey(
    'cart',
    [
      { id: 'start', kind: 'trigger', trigger, branches: { next: 'gift' } },
      { id: 'gift', kind: 'give_coupon', pool: 'p', variable: 'code', branches: { given: 'hook', none: 'hook' } },
      {
        ...{ id: 'hook', kind: 'webhook', url: 'https://example.com', body: [], timeoutMinutes: 300, results },
        branches: { answered: 'high', failed: 'given', timeout: 'pause' },
      },
      {
        id: 'high',
        kind: 'condition',
        cases: [{ id: 'yes', condition: high }],
        branches: { yes: 'mail', no: 'given' },
      },
      {
        id: 'given',
        kind: 'condition',
        cases: [{ id: 'yes', condition: given }],
        branches: { yes: 'mail', no: 'who' },
      },
      {
        id: 'who',
        kind: 'condition',
        cases: [{ id: 'yes', condition: ordered }],
        branches: { yes: 'mail', no: 'share' },
      },
      { id: 'share', kind: 'cohort', percent: 40, branches: { in: 'mail', out: 'pause' } },
      { id: 'mail', kind: 'message', message: 'basket', branches: { next: 'pause' } },
      { id: 'pause', kind: 'wait', minutes: 100, branches: { next: 'loop' } },
      { id: 'loop', kind: 'loop', times: 2, branches: { again: 'gift', done: null } },
    ],
    {
      variables: [
        { name: 'order', type: 'text', from: 'order.id' },
        { name: 'code', type: 'text' },
        { name: 'score', type: 'number' },
        { name: 'size', type: 'json' },
      ],
      exitRules: [{ type: 'event', match: { event: 'Order Completed', where: [] } }],
      ...parts,
    },
  );
}

const entries: readonly Trigger[] = [
  { type: 'event', match: { event: 'Product Added', where: [] } },
  { type: 'api' },
  { type: 'import', import: null },
];
const entryRules = fc.record({
  runs: fc.constantFrom<NonNullable<JourneyDefinition['runs']>[]>(
    { by: 'profile' },
    { by: 'property', property: 'order.id', atOnce: 3 },
    { by: 'entry', atOnce: 2 },
  ),
  reentry: fc.constantFrom<JourneyDefinition['reentry'][]>({ type: 'always' }, { type: 'after', minutes: 600 }),
  entryLimits: fc.constantFrom<NonNullable<JourneyDefinition['entryLimits']>[]>({}, { total: 5 }, { perPerson: 4 }),
});
/** Of each ask: how long the outside takes, whether it says yes, and a number to say. Some never answer. */
const outside = fc.array(fc.tuple(fc.integer({ min: 1, max: minutes(500) }), fc.integer({ min: 0, max: 99 })), {
  minLength: 1,
  maxLength: 7,
});

function answerOf({ what }: AskEffect, [after, number]: readonly [number, number]): OutsideAnswer | undefined {
  const isYes = number % 3 > 0;
  if (number > 90) return undefined;
  switch (what.kind) {
    case 'entry':
      return { after, outcome: isYes ? 'granted' : 'refused', values: {} };
    case 'coupon':
      return isYes
        ? { after, outcome: 'given', values: { code: `C${number}` } }
        : { after, outcome: 'none', values: {} };
    case 'webhook': {
      const values = { result: { score: number, secret: 'x' }, items: [{ size: number, colour: 'red' }, { size: 1 }] };
      return isYes ? { after, outcome: 'answered', values } : { after, outcome: 'failed', values: {} };
    }
    case 'task':
      return undefined;
  }
}

/** Calls and rows of imports among her events. */
function happened(name: string, at: number, index: number): ProfileStimulus {
  const order = { id: ['A', 'B', 'C'][index % 3] ?? '' };
  if (name === 'Order Completed') return { ...event(name, at, index), properties: index % 2 ? { order } : {} };
  if (name === 'Product Added') return { ...event(name, at, index), properties: { order } };
  const base = { workspace: 1, profile, id: `e${index}`, at, receivedAt: at } as const;
  if (name === 'call') return { ...base, type: 'enrol', journey: 'cart', by: 'api', payload: { order } };
  return { ...base, type: 'identify', identities, context: {}, traits: { told: index }, import: `import-${index % 4}` };
}

/** Up to a day before the end: by then whoever asked to enter has been answered, or has given up. */
const livelyHistories = fc.array(
  fc.tuple(
    fc.constantFrom('Product Added', 'Product Added', 'call', 'call', 'import', 'Order Completed'),
    fc.integer({ min: 0, max: 12_900 }),
  ),
  { maxLength: 25 },
);

test('what was asked outside is answered as it was, to whoever events, calls and imports let in', () => {
  const tally: { [word: string]: number } = {};
  fc.assert(
    fc.property(
      ...([livelyHistories, fc.constantFrom(...entries), entryRules, outside] as const),
      (drawn, trigger, rules, said) => {
        const draft = asking(trigger, rules);
        const published: Release = { ...newest, journeys: [{ ...draft, entry: true, sinceRelease: 5 }] };
        const events = drawn
          .toSorted((a, b) => a[1] - b[1])
          .map(([name, after], index) => happened(name, noon + minutes(after) + index, index));
        const { facts, deliveries, state } = reallyHappen({
          ...{ release: compileRelease(published), random, profile, events, opens: [true, false], until },
          answers: (effect, number) => answerOf(effect, said[number % said.length] ?? [1, 1]),
        });
        const steps = facts.flatMap((fact) => (fact.type === 'journey_step' ? [fact] : []));
        const versions = new Map([[versionName({ journey: 'cart', version: 1 }), pastVersion(draft)]]);
        // A call leaves no fact but those of its run.
        const stimuli = [
          ...events.filter(({ type }) => type !== 'enrol'),
          ...recordedCalls({ workspace: 1, profile }, steps, versions),
        ].sort((a, b) => a.receivedAt - b.receivedAt);
        const answers = recordedAnswers(steps, versions, until);
        const draws = recordedDraws(steps, versions);
        const releaseAt = rehearsalReleases(published, { draft, from, periods: [] });
        const relived = relive(
          { profile, identities: [], stimuli, deliveries, answers, draws },
          { releaseAt, random: otherChance, occasions: [], until },
        );
        assert.deepEqual(stepsOf(relived.facts), stepsOf(facts));
        assert.deepEqual(decisionsOf(relived.facts), decisionsOf(facts));
        assert.deepEqual(
          relived.state?.runs.map(({ variables }) => variables) ?? [],
          state?.runs.map(({ variables }) => variables) ?? [],
        );
        for (const { change, branch } of steps) tally[`${change} ${branch}`] = (tally[`${change} ${branch}`] ?? 0) + 1;
        if (trigger.type !== 'event')
          tally[trigger.type] = (tally[trigger.type] ?? 0) + steps.filter(({ change }) => change === 'entered').length;
      },
    ),
    { numRuns: 300 },
  );
  const told = [
    'passed given',
    'passed none',
    'passed answered',
    'passed failed',
    'passed timeout',
    'passed in',
    'passed out',
    'refused ',
  ];
  for (const word of [...told, 'api', 'import', 'exited ']) assert((tally[word] ?? 0) > 10, JSON.stringify(tally));
});

test('a message that was never sent is handed over at once, and opened by nobody', () => {
  const recorded: RecordedPerson = {
    profile,
    identities,
    stimuli: [event('Product Added', noon, 0)],
    deliveries: [],
    answers: [],
    draws: [],
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
    { profile, identities, stimuli, deliveries: [], answers: [], draws: [] },
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
    const person = {
      profile,
      identities,
      stimuli: [event('Page Viewed', noon + days(1), 0)],
      deliveries: [],
      answers: [],
      draws: [],
    };
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

test('an older entry by a call starts without a payload, and asked something else the step is answered as assumed', () => {
  const draft = asking({ type: 'api' }, { entryLimits: { total: 5 } });
  const versions = new Map([[versionName({ journey: 'cart', version: 1 }), pastVersion(draft)]]);
  const run = `cart:${noon.toString(36)}:x`;
  const past = { journey: 'cart', version: 1, run, branch: '' };
  const steps: readonly PastStep[] = [
    { ...past, node: 'start', change: 'entered', at: noon + minutes(2) },
    { ...past, node: 'gift', change: 'arrived', at: noon + minutes(2) },
    { ...past, node: 'gift', change: 'passed', branch: 'none', at: noon + minutes(5) },
    { ...past, node: 'hook', change: 'arrived', at: noon + minutes(5) },
    { ...past, node: 'hook', change: 'passed', branch: 'timeout', at: noon + minutes(305) },
  ];
  const answers = recordedAnswers(steps, versions, until);
  const stimuli = [event('Page Viewed', noon, 0), ...recordedCalls({ workspace: 1, profile }, steps, versions)];
  const passed = (tried: JourneyDefinition) => {
    const releaseAt = rehearsalReleases(newest, { draft: tried, from, periods: [] });
    const { facts } = relive(
      { profile, identities, stimuli, deliveries: [], answers, draws: [] },
      { releaseAt, random, occasions: [], until: noon + minutes(310) },
    );
    return stepsOf(facts).flatMap(({ at, node, change, branch }) =>
      change === 'passed' && ['start', 'gift', 'hook'].includes(node) ? [[node, branch, (at - noon) / 60_000]] : [],
    );
  };
  assert.deepEqual(passed(draft), [
    ['start', 'next', 2],
    ['gift', 'none', 5],
    ['hook', 'timeout', 305],
  ]);
  const nodes = draft.nodes.map((node) => (node.kind === 'give_coupon' ? { ...node, pool: 'other' } : node));
  assert.deepEqual(passed({ ...draft, nodes, entryLimits: { total: 9 } }), [
    ['start', 'next', 0],
    ['gift', 'given', 0],
    ['hook', 'timeout', 300],
  ]);
});

test('what nobody recorded is assumed: whoever is limited in number enters, gets a code and a yes', () => {
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
    { profile, identities, stimuli, deliveries: [], answers: [], draws: [] },
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
