import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { previewSegment } from '#analytics/segment/preview.ts';
import type { Rehearsal } from '#contracts/api/rehearsal.ts';
import type { Walk } from '#contracts/api/walk.ts';
import type { Fact } from '#contracts/fact.ts';
import type { JourneyDefinition, JourneyTrigger } from '#contracts/journey.ts';
import { suggestedLeadScore } from '#contracts/lead-score.ts';
import type { LifecycleStage } from '#contracts/lifecycle.ts';
import type { Release } from '#contracts/release.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { days, minutes } from '#core/duration.ts';
import type { AskEffect } from '#core/effect.ts';
import { hashFraction } from '#core/hash.ts';
import { createTally } from '#core/rehearsal/tally.ts';
import { compileRelease } from '#core/release.ts';
import { stableUuid } from '#core/stable-id.ts';
import { toTableRows } from '#flow/lane/fact-rows.ts';
import { insertFrames } from '#flow/project/insert-frames.ts';
import { journey, message, noon } from '#test/builders.ts';
import { createTestClickhouse, type TestClickhouse } from '#test/clickhouse.ts';
import { eventually } from '#test/eventually.ts';
import { onEvent, triggerNode } from '#test/journey-nodes.ts';
import { type OutsideAnswer, reallyHappen } from '#test/really-happen.ts';
import { startTestServer, type TestServer } from '#test/server.ts';
import { randomSeed } from '../threads/random-seed.ts';

let clickhouse: TestClickhouse;
let server: TestServer;
const from = noon;
const until = noon + days(10);
const random = (...words: string[]): number => hashFraction(String(randomSeed), ...words);

const cart = journey(
  'cart',
  [
    {
      id: 'start',
      kind: 'trigger',
      trigger: { type: 'event', match: { event: 'Product Added', where: [] } },
      branches: { next: 'wait' },
    },
    { id: 'wait', kind: 'wait', minutes: 60, branches: { next: 'mail' } },
    { id: 'mail', kind: 'message', message: 'basket', branches: { next: null } },
  ],
  { exitRules: [{ type: 'event', match: { event: 'Order Completed', where: [] } }] },
);

before(async () => {
  clickhouse = await createTestClickhouse();
  server = await startTestServer({ parts: { clickhouse: clickhouse.client } });
});
after(async () => {
  await server.close();
  await clickhouse.drop();
});

async function ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await server.api(method, path, body);
  assert(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Answer;
}

/** The journey goes live, as if it had done so before the period. */
async function goLive(): Promise<Release> {
  await ask('POST', '/messages', { id: 'basket', name: 'Basket', draft: message('basket', { on: ['email'] }) });
  await ask('POST', '/messages/basket/publish', {});
  await ask('POST', '/journeys', { id: 'cart', name: 'Cart', draft: cart });
  await ask('POST', '/journeys/cart/publish', {});
  await server.parts.sql`update release set created_at = ${new Date(from - days(1))}`;
  const newest = await server.parts.store.releases.newest(1);
  assert(newest);
  return newest;
}

function storyOf(person: number): { profile: string; events: ProfileStimulus[] } {
  const profile = stableUuid('rehearsed', String(person));
  const identities = [{ kind: 'email', value: `person${person}@example.com` }];
  const events = Array.from({ length: 6 }, (_, index): ProfileStimulus => {
    const at = from + minutes(Math.floor(hashFraction('when', profile, String(index)) * 13_000));
    const name = hashFraction('what', profile, String(index)) < 0.7 ? 'Product Added' : 'Order Completed';
    const base = { workspace: 1, profile, id: `${profile}-${index}`, at, receivedAt: at, identities, context: {} };
    return { ...base, type: 'track', name, properties: {} };
  });
  const said = { workspace: 1, profile, id: `${profile}-consent`, at: from, receivedAt: from, source: 'api' } as const;
  const consent: ProfileStimulus = {
    ...said,
    type: 'consent',
    changes: [{ channel: 'email', status: 'granted', confirmed: true }],
  };
  return { profile, events: [...events, consent].sort((a, b) => a.receivedAt - b.receivedAt) };
}

async function record(facts: readonly Fact[], commit: number): Promise<void> {
  const rows = toTableRows(
    facts.map((fact) => ({ workspace: 1, fact })),
    { lane: 0, commit },
  );
  for (const { table, body } of rows) await insertFrames(clickhouse.client, table, [body]);
}

async function rehearsed(id: string): Promise<Rehearsal> {
  const period = { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
  const asked = await ask<Rehearsal>('POST', `/journeys/${id}/rehearsals`, period);
  assert.equal(asked.status, 'waiting');
  const done = await eventually(async () => {
    const now = await ask<Rehearsal>('GET', `/journeys/${id}/rehearsals/${asked.id}`);
    return (now.status === 'done' || now.status === 'failed') && now;
  });
  assert.equal(done.error, null);
  return done;
}

test('what really happened in a period is what its rehearsal tells', async () => {
  const newest = await goLive();
  const release = compileRelease(newest);
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: newest.settings.timeZone, dateStyle: 'short' });
  const facts: Fact[] = [];
  const tally = createTally({
    journey: 'cart',
    version: 1,
    from,
    until,
    dayOf: (at) => day.format(at),
  });
  for (let person = 0; person < 450; person++) {
    const life = reallyHappen({ release, random, ...storyOf(person), opens: [true, false], until });
    facts.push(...life.facts);
    tally.add(storyOf(person).profile, life.facts);
  }
  await record(facts, 1);
  const done = await rehearsed('cart');
  const path = `/journeys/cart/rehearsals/${done.id}`;
  assert.deepEqual(done.counts, tally.counts());
  assert(tally.counts().entries > 500);
  assert.equal(done.share, 1);
  assert.equal(done.outdated, false);

  const saved = await ask<{ revision: number; draft: object }>('GET', '/journeys/cart');
  await ask('PUT', '/journeys/cart', { revision: saved.revision, draft: { ...saved.draft, description: 'changed' } });
  assert.equal((await ask<Rehearsal>('GET', path)).outdated, true);
});

/** Started from outside, and asks outside: what it does depends on what it was told. */
function gifts(id: string, trigger: JourneyTrigger): JourneyDefinition {
  const answers = { answered: 'big', failed: 'pause', timeout: null };
  const big = { type: 'run', test: { name: 'size', operator: 'greater', value: 50 } } as const;
  const own = { type: 'run', test: { name: 'order', operator: 'equals', value: 'A' } } as const;
  return journey(
    id,
    [
      triggerNode(trigger, 'gift'),
      { id: 'gift', kind: 'give_coupon', pool: 'gifts', variable: 'code', branches: { given: 'hook', none: 'own' } },
      {
        ...{ id: 'hook', kind: 'webhook', url: 'https://example.com/size', body: [], timeoutMinutes: 60 },
        ...{ results: [{ variable: 'size', path: 'result.size' }], branches: answers },
      },
      { id: 'big', kind: 'condition', cases: [{ id: 'yes', condition: big }], branches: { yes: 'mail', no: 'own' } },
      { id: 'own', kind: 'condition', cases: [{ id: 'yes', condition: own }], branches: { yes: 'mail', no: 'share' } },
      { id: 'share', kind: 'cohort', percent: 50, branches: { in: 'mail', out: 'pause' } },
      { id: 'pause', kind: 'wait', minutes: 60, branches: { next: 'mail' } },
      { id: 'mail', kind: 'message', message: 'basket', branches: { next: null } },
    ],
    {
      variables: [
        { name: 'code', type: 'text' },
        { name: 'size', type: 'number' },
        { name: 'order', type: 'text', from: 'order' },
      ],
      entryLimits: { total: 100 },
    },
  );
}

/** What the outside says: no to some, nothing to a few, and the rest a number. */
function outsideAnswer({ id, what }: AskEffect): OutsideAnswer | undefined {
  const [kind, after] = [hashFraction('kind', id), minutes(1 + Math.floor(hashFraction('after', id) * 50))];
  if (kind < 0.1 || what.kind === 'task') return undefined;
  const [yes, no] = { entry: ['granted', 'refused'], coupon: ['given', 'none'], webhook: ['answered', 'failed'] }[
    what.kind
  ];
  if (kind < 0.3) return { after, outcome: no ?? '', values: {} };
  const size = Math.floor(hashFraction('size', id) * 100);
  return { after, outcome: yes ?? '', values: { code: `CODE-${size}`, result: { size } } };
}

test('whom calls and imports let in, and what was answered to them, is taken from what was recorded', async () => {
  await ask('POST', '/coupon-pools', { id: 'gifts', name: 'Gifts' });
  for (const [id, trigger] of [
    ['called', { type: 'api' }],
    ['imported', { type: 'import', import: null }],
  ] as const) {
    await ask('POST', '/journeys', { id, name: id, draft: gifts(id, trigger) });
    await ask('POST', `/journeys/${id}/publish`, {});
  }
  await server.parts.sql`update release set created_at = ${new Date(from - days(1))}`;
  const newest = await server.parts.store.releases.newest(1);
  assert(newest);
  const facts: Fact[] = [];
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: newest.settings.timeZone, dateStyle: 'short' });
  const tallies = ['called', 'imported'].map((id) =>
    createTally({ journey: id, version: 1, from, until, dayOf: (at) => day.format(at) }),
  );
  for (let person = 1_000; person < 1_080; person++) {
    const { profile, events } = storyOf(person);
    const later = (number: number): number => from + minutes(3_000 * number) + person;
    const base = (number: number) => {
      const at = later(number);
      return { workspace: 1, profile, id: `${profile}-outside-${number}`, at, receivedAt: at };
    };
    const call = (number: number, order: string): ProfileStimulus => ({
      ...{ ...base(number), type: 'enrol', journey: 'called', by: 'api', payload: { order } },
    });
    const row: ProfileStimulus = {
      ...{ ...base(2), type: 'identify', traits: { told: true }, identities: [], context: {}, import: 'import-1' },
    };
    const all = [...events, call(1, 'A'), row, call(3, 'B')].sort((a, b) => a.receivedAt - b.receivedAt);
    const life = reallyHappen({
      ...{ release: compileRelease(newest), random, profile, events: all, opens: [true, false], until },
      answers: outsideAnswer,
    });
    facts.push(...life.facts);
    for (const tally of tallies) tally.add(profile, life.facts);
  }
  await record(facts, 3);
  for (const [index, id] of ['called', 'imported'].entries()) {
    const { counts } = await rehearsed(id);
    const expected = tallies[index]?.counts();
    assert(counts && expected);
    for (const part of ['entered', 'entries', 'completed', 'exited', 'nodes', 'days'] as const)
      assert.deepEqual(counts[part], expected[part], `${id} ${part}`);
    assert(expected.entries > 50 && expected.entries < 160, String(expected.entries));
  }
});

test('somebody made up walks to where the clock stands, and a word about her message moves her', async () => {
  const at = (after: number): string => new Date(from + minutes(after)).toISOString();
  const person = {
    type: 'made_up',
    identities: [{ kind: 'email', value: 'made.up@example.com' }],
    consents: [{ channel: 'email', status: 'granted' }],
  };
  const added = { type: 'event', at: at(5), name: 'Product Added' };
  const walk = (clock: number, doings: readonly object[]): Promise<Walk> =>
    ask('POST', '/journeys/cart/walk', { person, startsAt: at(0), doings, clock: at(clock) });

  const waiting = await walk(30, [added]);
  assert.deepEqual(
    waiting.runs.map(({ node, dueAt }) => ({ node, dueAt })),
    [{ node: 'wait', dueAt: at(65) }],
  );
  assert.equal(waiting.nextAt, at(65));

  const written = await walk(90, [added, { type: 'message', at: at(80), node: 'mail', kind: 'opened' }]);
  assert.deepEqual(written.runs, []);
  assert.deepEqual(
    written.entries.flatMap((entry) => (entry.type === 'message' ? [entry.kind] : [])),
    ['queued', 'handed_over', 'opened'],
  );

  const bought = await walk(90, [added, { type: 'event', at: at(50), name: 'Order Completed' }]);
  assert.deepEqual(
    bought.entries.flatMap((entry) => (entry.type === 'step' && entry.change === 'exited' ? [entry.detail] : [])),
    ['exit_rule'],
  );
});

test('a draft is tried with the drafts of its messages and segments, before anything of it is published', async () => {
  const trait = (name: string) => ({ type: 'trait', test: { name, operator: 'equals', value: 'yes' } });
  const inside = (segment: string) => ({ type: 'segment', segment, is: 'in' });
  await ask('POST', '/segments', { id: 'member', name: 'Member', condition: trait('member') });
  const gold = { type: 'all', conditions: [trait('gold'), inside('member')] };
  await ask('POST', '/segments', { id: 'gold', name: 'Gold', condition: gold });
  await ask('POST', '/segments', { id: 'round', name: 'Round', condition: inside('round') });
  await ask('POST', '/messages', { id: 'thanks', name: 'Thanks', draft: message('thanks', { on: ['email'] }) });
  const trigger = { type: 'segment', segment: 'gold', change: 'entered' } as const;
  const draft = journey(
    'tier',
    [
      { id: 'start', kind: 'trigger', trigger, branches: { next: 'mail' } },
      { id: 'mail', kind: 'message', message: 'thanks', branches: { next: null } },
    ],
    { exitRules: [{ type: 'segment', segment: 'round', change: 'entered' }] },
  );
  await ask('POST', '/journeys', { id: 'tier', name: 'Tier', draft });
  const at = (after: number): string => new Date(from + minutes(after)).toISOString();
  const person = {
    type: 'made_up',
    identities: [{ kind: 'email', value: 'gold@example.com' }],
    consents: [{ channel: 'email', status: 'granted' }],
  };
  const doings = [{ type: 'traits', at: at(5), traits: { gold: 'yes', member: 'yes' } }];
  const walked = await ask<Walk>('POST', '/journeys/tier/walk', { person, startsAt: at(0), doings, clock: at(90) });
  assert.deepEqual(
    walked.entries.flatMap((entry) => (entry.type === 'message' ? [entry.kind] : [])),
    ['queued', 'handed_over'],
  );
});

test('a journey that sets stage and score is refused until the settings have both, then it moves them, and so does its rehearsal', async () => {
  const end = { branches: { next: null } };
  const promote = (stage: LifecycleStage) =>
    journey('promote', [
      triggerNode(onEvent('Store Visited'), 'stage'),
      { id: 'stage', kind: 'update_stage', stage, branches: { next: 'score' } },
      { ...end, id: 'score', kind: 'update_score', points: 20 },
    ]);
  await ask('POST', '/journeys', { id: 'promote', name: 'Promote', draft: promote('loyalty') });
  const codes = async () => {
    const { status, body } = await server.api('POST', '/journeys/promote/publish', {});
    if (status < 300) return [];
    const { error } = body as { error: { details: readonly { code: string; params: { stage?: string } }[] } };
    return error.details.map(({ code, params: { stage } }) => [code, stage].filter(Boolean).join(' '));
  };
  assert.deepEqual(await codes(), ['no_lifecycle', 'no_lead_score']);
  const settings = await ask<WorkspaceSettings>('GET', '/settings');
  const did = (event: string) => ({
    ...{ type: 'event', match: { event, where: [] }, frequency: { comparison: 'at_least', times: 1 } },
  });
  const lifecycle = [
    { stage: 'consideration', condition: did('Store Visited') },
    { stage: 'evaluation', condition: did('Never') },
  ];
  await ask('PUT', '/settings', { ...settings, lifecycle });
  await ask('PUT', '/lead-score', { ...suggestedLeadScore, decay: { type: 'none' } });
  assert.deepEqual(await codes(), ['stage_without_rule loyalty']);

  // As the release was compiled before journeys could set a stage.
  const byRules = (await server.parts.store.releases.publish(1, (newest) => ({
    ...newest,
    segments: newest.segments.map((segment) => {
      const rule = lifecycle.find(({ stage }) => segment.id === `lifecycle:${stage}`);
      return rule ? ({ ...segment, condition: rule.condition } as typeof segment) : segment;
    }),
  }))) as Release;
  const { revision } = await ask<{ revision: number }>('GET', '/journeys/promote');
  await ask('PUT', '/journeys/promote', { revision, draft: promote('evaluation') });
  assert.deepEqual(await codes(), []);
  const newest = await server.parts.store.releases.newest(1);
  assert(newest);
  assert.deepEqual(
    newest.segments.flatMap(({ id, sinceRelease }) => (id.startsWith('lifecycle:') ? [sinceRelease] : [])),
    [byRules.number + 1, byRules.number + 1],
  );

  await server.parts.sql`update release set created_at = ${new Date(from - days(1))}`;
  const profile = stableUuid('promoted');
  const visit = (day: number): ProfileStimulus => ({
    ...{ type: 'track', workspace: 1, profile, id: `visit-${day}`, at: from + days(day), receivedAt: from + days(day) },
    ...{ name: 'Store Visited', properties: {}, identities: [{ kind: 'userId', value: 'promoted' }], context: {} },
  });
  const events = [visit(1), visit(2)];
  const life = reallyHappen({ release: compileRelease(newest), random, profile, events, opens: [true], until });
  const moved = { lifecycle_stage: 'evaluation', lifecycle_stage_set_by: 'journey:promote', lead_score: 40 };
  assert.partialDeepStrictEqual(life.state?.traits, moved);
  await record(life.facts, 2);
  const inBulk = async (stage: string) => {
    const condition = newest.segments.find(({ id }) => id === `lifecycle:${stage}`)?.condition;
    assert(condition);
    const asked = { now: until, settings: newest.settings, referenced: new Map() };
    return (await previewSegment(clickhouse.client, 1, condition, asked)).count.people;
  };
  assert.deepEqual([await inBulk('evaluation'), await inBulk('consideration')], [1, 0]);
  // The journeys that she went through are lived again: what they once recorded does not count beside them.
  const at = (day: number): string => new Date(from + days(day)).toISOString();
  const again = await ask<Walk>('POST', '/journeys/promote/walk', {
    ...{ person: { type: 'known', profile }, startsAt: at(3), clock: at(5) },
    doings: [{ type: 'event', at: at(4), name: 'Store Visited' }],
  });
  assert.partialDeepStrictEqual(again.traits, { ...moved, lead_score: 60 });

  const without = { ...settings, lifecycle: lifecycle.slice(0, 1) };
  assert.equal((await server.api('PUT', '/settings', without)).status, 409);
  assert.equal((await server.api('PUT', '/lead-score', { ...suggestedLeadScore, rules: [] })).status, 409);
});

test('a walk with somebody unknown, and a period that ends before it begins, are refused in words', async () => {
  const unknown = {
    person: { type: 'known', profile: stableUuid('nobody') },
    startsAt: '2026-06-01T00:00:00Z',
    clock: '2026-06-02T00:00:00Z',
  };
  assert.equal((await server.api('POST', '/journeys/cart/walk', unknown)).status, 404);
  const period = { from: '2026-06-02T00:00:00Z', until: '2026-06-01T00:00:00Z' };
  assert.equal((await server.api('POST', '/journeys/cart/rehearsals', period)).status, 400);
});
