import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aggregations, type PublishedComputedTrait } from '#contracts/computed-trait.ts';
import type { Identity } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import { openFlow, type RunningFlow, trackedEvent } from '#test/running-flow.ts';
import { openSettings } from '#test/work.ts';

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
  await flow.settle(30);
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
  await flow.settle(30);
  await again.stop();
  assert.deepEqual((await flow.documentOf(user('ada')))?.traits, { tier: 'gold', count_ever: 4 });
});
