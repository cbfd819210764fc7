import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { queryRows } from '#components/clickhouse/client.ts';
import { aggregations, type PublishedComputedTrait } from '#contracts/computed-trait.ts';
import type { Fact } from '#contracts/fact.ts';
import type { Identity } from '#contracts/identifiers.ts';
import type { JourneyNode } from '#contracts/journey.ts';
import type { JsonObject } from '#contracts/json.ts';
import { givenPointsRule, type PublishedLeadScore, pointsEvent } from '#contracts/lead-score.ts';
import type { LifecycleSettings } from '#contracts/lifecycle.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { withStages } from '#core/profile/lifecycle.ts';
import { journey, openSettings } from '#test/builders.ts';
import { onEvent, triggerNode } from '#test/journey-nodes.ts';
import { openFlow, type RunningFlow, trackedEvent } from '#test/running-flow.ts';
import { toTableRows } from '../lane/fact-rows.ts';
import { insertFrames } from '../project/insert-frames.ts';

let flow: RunningFlow;
before(async () => {
  flow = await openFlow();
});
after(() => flow.close());

const day = 86_400_000;
const user = (value: string): Identity => ({ kind: 'userId', value });
const device = (value: string): Identity => ({ kind: 'anonymousId', value });

const perAggregation = (sinceRelease: number, withinDays?: number): readonly PublishedComputedTrait[] =>
  aggregations.map((aggregation) => ({
    id: `${aggregation}_${withinDays ?? 'ever'}`,
    name: aggregation,
    match: { event: 'Order Completed', where: [{ name: 'test', operator: 'not_exists' }] },
    aggregation,
    ...(aggregation !== 'count' && {
      property: aggregation.endsWith('t') ? 'shop' : 'revenue',
    }),
    ...(withinDays !== undefined && { withinDays }),
    ...{ sinceRelease, since: '2026-01-01T00:00:00.000Z' },
  }));

const order = (identities: readonly Identity[], daysAgo: number, properties: JsonObject) =>
  trackedEvent(identities, { type: 'track', name: 'Order Completed', properties }, Date.now() - daysAgo * day - 1_000);

const publish = (computedTraits: readonly PublishedComputedTrait[]) =>
  flow.store.releases.publish(1, (newest) => ({ ...newest, settings: openSettings, computedTraits }));

test('people known before have what was counted from the beginning, merged ones too, and nothing counts twice', async () => {
  await publish([]);
  await flow.ingest.accept([
    order([user('ada')], 200, { revenue: 10, shop: ['York', 'Leeds'] }),
    order([user('ada')], 3, { revenue: 30.5, shop: 'York' }),
    order([user('ada')], 2, { revenue: 99, shop: 'York', test: true }),
    order([device('tablet')], 1, { revenue: 7, shop: '上海' }),
    order([user('bea')], 100, { revenue: 5 }),
  ]);
  await flow.ingest.accept([
    trackedEvent([user('ada'), device('tablet')], { type: 'identify', traits: { tier: 'gold' } }),
  ]);
  const traits = [...perAggregation(2), ...perAggregation(2, 30)];
  await publish(traits);
  await flow.ingest.accept([order([user('ada')], 0, { revenue: 2.5, shop: 'Leeds' })]);
  const backfill = flow.startBackfill({ profilesPerPage: 1 });
  await flow.settle();
  await backfill.stop();

  const ada = await flow.documentOf(user('ada'));
  assert.deepEqual(ada?.awaitedSeeds, []);
  assert.deepEqual(ada?.traits, {
    ...{ tier: 'gold', count_ever: 4, sum_ever: 50, average_ever: 12.5, minimum_ever: 2.5, maximum_ever: 30.5 },
    ...{ first_ever: 'Leeds', last_ever: 'Leeds', most_frequent_ever: 'Leeds', distinct_count_ever: 3 },
    ...{ count_30: 3, sum_30: 40, average_30: 13.3333, minimum_30: 2.5, maximum_30: 30.5 },
    ...{ first_30: 'York', last_30: 'Leeds', most_frequent_30: 'Leeds', distinct_count_30: 3 },
  });
  const bea = await flow.documentOf(user('bea'));
  assert.deepEqual(bea?.traits, { count_ever: 1, sum_ever: 5, average_ever: 5, minimum_ever: 5, maximum_ever: 5 });

  // One that is defined anew is counted anew; one that is taken away goes with her next event.
  const other = { ...perAggregation(3)[0], withinDays: 150 } as PublishedComputedTrait;
  await publish([other]);
  const again = flow.startBackfill({});
  await flow.ingest.accept([order([user('ada')], 0, { revenue: 1 })]);
  await flow.settle();
  await again.stop();
  assert.deepEqual((await flow.documentOf(user('ada')))?.traits, { tier: 'gold', count_ever: 4 });
});

const score = (parts: Partial<PublishedLeadScore>, since: Readonly<Record<string, number>>): PublishedLeadScore => ({
  ...{ decay: { type: 'half_life', days: 10 }, grades: [{ name: 'hot', from: 40 }], sinceRelease: 0 },
  rules: Object.entries(since).map(([id, sinceRelease]) => ({
    ...{ id, name: id, points: id === 'sold' ? 32 : 5, sinceRelease },
    cause: { type: 'event', match: { event: id === 'sold' ? 'Sold' : 'Seen', where: [] } },
  })),
  ...parts,
});

test('the lead score of people known before is what it would be, had the rules been there; new points look at all', async () => {
  const publishScore = (change: (number: number) => PublishedLeadScore) =>
    flow.store.releases.publish(1, (newest) => ({
      ...newest,
      computedTraits: [],
      leadScore: change(newest.number + 1),
    }));
  const scoreOf = async (identity: Identity) => {
    const { lead_score = null, lead_grade = null } = (await flow.documentOf(identity))?.traits ?? {};
    return [lead_score, lead_grade];
  };
  const did = (identity: Identity, name: string, daysAgo: number) =>
    trackedEvent([identity], { type: 'track', name, properties: {} }, Date.now() - daysAgo * day);
  await flow.ingest.accept([
    ...[did(user('eve'), 'Sold', 20), did(user('eve'), 'Sold', 10), did(user('eve'), 'Seen', 0)],
    ...[did(device('phone'), 'Sold', 10), did(user('fay'), 'Seen', 10)],
  ]);
  await flow.ingest.accept([trackedEvent([user('eve'), device('phone')], { type: 'identify', traits: {} })]);
  await flow.settle();
  await publishScore((sinceRelease) => score({ sinceRelease }, { sold: sinceRelease, seen: sinceRelease }));
  await flow.ingest.accept([did(user('eve'), 'Seen', 0)]);
  const backfill = flow.startBackfill({ profilesPerPage: 2 });
  await flow.settle();
  assert.deepEqual(await scoreOf(user('eve')), [8 + 16 + 16 + 5 + 5, 'hot']);
  assert.deepEqual(await scoreOf(user('fay')), [3, null]);
  assert.deepEqual(await scoreOf(user('bea')), [null, null]);

  // Other points and grades: nothing is counted anew, and everybody has the score by them.
  await publishScore((sinceRelease) => {
    const before = score({ sinceRelease }, { sold: sinceRelease - 1, seen: sinceRelease - 1 });
    const rules = before.rules.map((rule) => ({ ...rule, points: rule.points * 2 }));
    return { ...before, rules, grades: [{ name: 'burning', from: 90 }] };
  });
  await flow.settle();
  await backfill.stop();
  assert.deepEqual(await scoreOf(user('eve')), [100, 'burning']);
  assert.deepEqual(await scoreOf(user('fay')), [5, null]);
  const counts = await queryRows<{ count: number }>(
    flow.clickhouse.client,
    "SELECT count() AS count FROM event WHERE name = 'Lead Grade Changed'",
  );
  assert.deepEqual(counts, [{ count: 0 }]);
});

test('points that journeys gave count for people known before, with their decay, and forged ones do not', async () => {
  const end = { id: 'do', branches: { next: null } };
  const once = (event: string, node: JourneyNode) => ({
    ...journey(event.toLowerCase(), [triggerNode(onEvent(event), 'do'), node]),
    ...{ entry: true, sinceRelease: 1 },
  });
  const journeys = [
    once('Praised', { ...end, kind: 'update_score', points: 25 }),
    once('Scolded', { ...end, kind: 'update_score', points: -5 }),
    once('Promoted', { ...end, kind: 'update_stage', stage: 'loyalty' }),
  ];
  const ever = (event: string): SegmentCondition => ({
    ...{ type: 'event', match: { event, where: [] }, frequency: { comparison: 'at_least', times: 1 } },
  });
  const lifecycle: LifecycleSettings = [
    { stage: 'decision', condition: ever('Scolded') },
    { stage: 'loyalty', condition: ever('Never') },
  ];
  // As it was compiled before journeys could set a stage: the rules alone.
  const byRules = lifecycle.map(({ stage, condition }, index) => ({
    ...{ id: `lifecycle:${stage}`, name: stage, description: '', condition, sinceRelease: index },
  }));
  await flow.store.releases.publish(1, ({ leadScore: _, ...newest }) => ({
    ...newest,
    ...{ journeys, settings: { ...openSettings, lifecycle } },
    segments: byRules.map((segment) => ({ ...segment, sinceRelease: newest.number + 1 })),
  }));
  const backfill = flow.startBackfill({ profilesPerPage: 2 });
  const did = (identity: Identity, name: string, properties: JsonObject = {}) =>
    trackedEvent([identity], { type: 'track', name, properties });
  await flow.ingest.accept([
    ...[did(user('gia'), 'Praised'), did(user('gia'), 'Scolded'), did(user('gia'), 'Promoted')],
    ...[did(device('watch'), 'Praised'), did(user('gia'), pointsEvent, { points: 1_000, journey: 'praised' })],
    did(user('hal'), 'Scolded'),
  ]);
  await flow.ingest.accept([trackedEvent([user('gia'), device('watch')], { type: 'identify', traits: {} })]);
  await flow.settle();
  const before = await flow.documentOf(user('gia'));
  assert.deepEqual([before?.traits.lifecycle_stage, before?.traits.lead_score], ['decision', undefined]);
  assert(before);

  const at = Date.now() - 10 * day;
  const old: Fact = {
    ...{ type: 'event', profile: before.profile, at, id: 'long ago', name: pointsEvent, kind: 'track', identity: null },
    ...{ properties: { points: 32, journey: 'praised' }, url: '', imported: false, receivedAt: at },
  };
  const rows = toTableRows([{ workspace: 1, fact: old }], { lane: 0, commit: 1 });
  for (const { table, body } of rows) await insertFrames(flow.clickhouse.client, table, [body]);
  await flow.store.releases.publish(1, (newest) => {
    const sinceRelease = newest.number + 1;
    return withStages({ ...newest, leadScore: score({ sinceRelease }, { sold: sinceRelease }) }, sinceRelease);
  });
  await flow.ingest.accept([did(user('gia'), 'Praised')]);
  await flow.settle();
  await backfill.stop();
  const gia = await flow.documentOf(user('gia'));
  assert.equal(gia?.traits.lead_score, 25 - 5 + 25 + 16 + 25);
  assert.equal(gia?.scored?.[givenPointsRule]?.times, 5);
  // The stages are brought up to date, and everybody is looked at by them.
  assert.deepEqual([gia?.traits.lifecycle_stage, gia?.traits.lifecycle_stage_set_by], ['loyalty', 'journey:promoted']);
  assert.equal((await flow.documentOf(user('hal')))?.traits.lifecycle_stage, 'decision');
});
