import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Identity } from '#contracts/identifiers.ts';
import type { Release } from '#contracts/release.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { hashFraction } from '#core/hash.ts';
import { compileRelease } from '#core/release.ts';
import { addHappening, type Held, settleHeld } from '#core/segment/counters/index.ts';
import { countersOf } from '#core/segment/happening-index.ts';
import { openFlow, type RunningFlow, trackedEvent } from '#test/running-flow.ts';
import type { Entry } from '#test/segment/entry.ts';
import { referenceHolds } from '#test/segment/index.ts';
import { backfillProgress } from './progress.ts';

const peopleCount = 300;

const counting = (
  event: string,
  comparison: 'at_least' | 'at_most' | 'exactly',
  times: number,
  where: Extract<SegmentCondition, { type: 'event' }>['match']['where'] = [],
): SegmentCondition => ({ type: 'event', match: { event, where }, frequency: { comparison, times, withinDays: 30 } });

const viewers = counting('Product Viewed', 'at_least', 9);
const regulars = counting('Order Completed', 'at_least', 3);
const expensive = [{ name: 'price', operator: 'greater' as const, value: 50 }];
const conditions = {
  dear: counting('Order Completed', 'at_least', 1, [{ name: 'price', operator: 'greater', value: 90 }]),
  lovers: counting('Product Viewed', 'exactly', 1, [{ name: 'price', operator: 'greater', value: 80 }]),
  fewViews: counting('Product Viewed', 'at_most', 11),
  never: counting('Order Completed', 'at_most', 0),
  few: counting('Order Completed', 'exactly', 3),
  luxury: { type: 'all', conditions: [counting('Product Viewed', 'at_least', 2, expensive), regulars] },
  spenders: {
    ...{ type: 'aggregate', match: { event: 'Order Completed', where: [] }, property: 'price', aggregation: 'sum' },
    ...{ comparison: 'at_least', number: 150 },
  },
  curious: {
    ...{ type: 'aggregate', match: { event: 'Product Viewed', where: [] }, property: 'price' },
    ...{ aggregation: 'distinct_count', comparison: 'at_least', number: 8 },
  },
  thrifty: {
    ...{ type: 'aggregate', match: { event: 'Order Completed', where: [] }, property: 'price', aggregation: 'minimum' },
    ...{ comparison: 'less', number: 20 },
  },
  beginners: {
    ...{ type: 'occurrence', which: 'first', match: { event: 'Order Completed', where: [] }, is: 'within' },
    window: { type: 'sliding', days: 30 },
  },
  convinced: {
    type: 'sequence',
    steps: [
      { event: 'Product Viewed', where: [] },
      { event: 'Order Completed', where: expensive },
    ],
    withinMinutes: 60,
  },
  gold: { type: 'trait', test: { name: 'tier', operator: 'equals', value: 'gold' } },
} satisfies { [id: string]: SegmentCondition };

let flow: RunningFlow;
before(async () => {
  flow = await openFlow();
});
after(() => flow.close());

/** Somebody with a device that becomes hers at some time, if ever; each thing done is noted as it is sent. */
interface Shopper {
  readonly user: Identity;
  readonly device: Identity;
  readonly onUser: Entry[];
  readonly onDevice: Entry[];
  merged: boolean;
}

function shopper(index: number): Shopper {
  const user = { kind: 'userId', value: `u-${index}` } as const;
  const device = { kind: 'anonymousId', value: `d-${index}` } as const;
  return { user, device, onUser: [], onDevice: [], merged: false };
}

let turn = 0;
/** A number below `count` that follows from the turn. */
const draw = (count: number, of: string): number => Math.floor(hashFraction('shoppers', of, `${turn}`) * count);

/** What one of the shoppers does next; some of it on the device alone, and now and then she signs in on it. */
function act(shoppers: readonly Shopper[]): TrackedEvent {
  turn += 1;
  const one = shoppers[draw(shoppers.length, 'who')];
  assert(one);
  const at = Date.now();
  if (draw(25, 'merge') === 0 && !one.merged && one.onUser.length > 0 && one.onDevice.length > 0) {
    one.merged = true;
    const traits = { tier: draw(2, 'tier') === 0 ? 'gold' : 'silver' };
    one.onUser.push({ type: 'traits', traits, arrivedAt: at });
    return trackedEvent([one.user, one.device], { type: 'identify', traits });
  }
  const isOnDevice = draw(3, 'device') === 0;
  const name = draw(4, 'name') === 0 ? 'Order Completed' : 'Product Viewed';
  const properties = { price: draw(100, 'price') };
  (isOnDevice ? one.onDevice : one.onUser).push({ type: 'event', name, properties, at, arrivedAt: at });
  return trackedEvent([isOnDevice ? one.device : one.user], { type: 'track', name, properties }, at);
}

async function assertMembers(shoppers: readonly Shopper[], release: Release): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  const people = shoppers.flatMap(({ user, device, onUser, onDevice, merged }) =>
    merged
      ? [{ identity: user, entries: [...onUser, ...onDevice] }]
      : [
          { identity: user, entries: onUser },
          { identity: device, entries: onDevice },
        ],
  );
  for (const { identity, entries } of people.filter((person) => person.entries.length > 0)) {
    const state = await flow.documentOf(identity);
    assert(state, `${identity.value} is known`);
    const expected = release.segments.filter(({ condition }) =>
      referenceHolds(condition, entries, { now: Date.now(), settings: release.settings }),
    );
    const ids = expected.map(({ id }) => id).sort();
    assert.deepEqual([...state.memberships.keys()].sort(), ids, `${identity.value}: ${JSON.stringify(state)}`);
    const { counters, happenings, completeReleases } = compileRelease(release).segments;
    const awaited = (state.awaitedSeeds ?? []).filter((seed) => !completeReleases.has(seed.release));
    assert.deepEqual([awaited, state.earlySeeds ?? []], [[], []]);
    const recounted: { [key: string]: Held } = {};
    for (const happening of entries.filter((entry) => entry.type === 'event').toSorted((a, b) => a.at - b.at)) {
      for (const counter of countersOf(happenings, happening)) {
        recounted[counter.key] = addHappening(counter, recounted[counter.key], happening, Date.now());
      }
    }
    for (const counter of counters.values()) {
      const expected = settleHeld(counter, recounted[counter.key] ?? [], Date.now());
      assert.deepEqual(state.counters.get(counter.key) ?? [], expected, `${counter.key} of ${identity.value}`);
    }
    for (const id of ids) sizes.set(id, (sizes.get(id) ?? 0) + 1);
  }
  return sizes;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(5);
}

test('who is inside is what a recount says, though events, merges and restarts go on while segments are published', async (t) => {
  const shoppers = Array.from({ length: peopleCount }, (_, index) => shopper(index));
  await flow.publish([{ id: 'viewers', condition: viewers, sinceRelease: 1 }]);
  let isShopping = true;
  t.after(() => {
    isShopping = false;
  });
  const shop = (events: number) => flow.ingest.accept(Array.from({ length: events }, () => act(shoppers)));
  const traffic = (async () => {
    while (isShopping) {
      await shop(40);
      await sleep(4);
    }
  })();
  // Lanes that lag take over a release in one commit with the events that came just before it.
  const publishInRush: RunningFlow['publish'] = async (segments) => {
    const rush = Array.from({ length: 5 }, () => shop(30));
    const [release] = await Promise.all([sleep(5).then(() => flow.publish(segments)), ...rush]);
    return release;
  };

  await until(() => turn >= 2_000);
  await publishInRush([
    { id: 'viewers', condition: viewers, sinceRelease: 1 },
    { id: 'regulars', condition: regulars, sinceRelease: 2 },
    { id: 'never', condition: conditions.never, sinceRelease: 2 },
    { id: 'gold', condition: conditions.gold, sinceRelease: 2 },
    { id: 'spenders', condition: conditions.spenders, sinceRelease: 2 },
    { id: 'convinced', condition: conditions.convinced, sinceRelease: 2 },
  ]);
  assert.equal((await backfillProgress(flow.store, 1)).get('gold')?.state, 'running');
  const first = flow.startBackfill({ profilesPerPage: 25 });
  t.after(first.stop);
  for (let done = 0; done === 0; ) {
    await sleep(5);
    done = (await flow.store.backfills.progress(1)).find(({ release }) => release === 2)?.done ?? 0;
  }
  await first.stop();
  const [halfway] = (await flow.store.backfills.progress(1)).slice(-1);
  assert(halfway && halfway.state === 'running' && halfway.done < halfway.total, JSON.stringify(halfway));

  // Before the rest is sent: the oldest reader of a counter goes, and two more releases bring others.
  await publishInRush([
    { id: 'viewers', condition: viewers, sinceRelease: 1 },
    { id: 'never', condition: conditions.never, sinceRelease: 2 },
    { id: 'gold', condition: conditions.gold, sinceRelease: 2 },
    { id: 'spenders', condition: conditions.spenders, sinceRelease: 2 },
    { id: 'few', condition: conditions.few, sinceRelease: 3 },
    { id: 'curious', condition: conditions.curious, sinceRelease: 3 },
  ]);
  await sleep(100);
  const fourth: Parameters<typeof publishInRush>[0] = [
    { id: 'never', condition: conditions.never, sinceRelease: 2 },
    { id: 'gold', condition: conditions.gold, sinceRelease: 2 },
    { id: 'few', condition: conditions.few, sinceRelease: 3 },
    { id: 'spenders', condition: conditions.spenders, sinceRelease: 2 },
    { id: 'curious', condition: conditions.curious, sinceRelease: 3 },
    { id: 'convinced', condition: conditions.convinced, sinceRelease: 4 },
    { id: 'thrifty', condition: conditions.thrifty, sinceRelease: 4 },
    { id: 'beginners', condition: conditions.beginners, sinceRelease: 4 },
    { id: 'luxury', condition: conditions.luxury, sinceRelease: 4 },
    { id: 'fewViews', condition: conditions.fewViews, sinceRelease: 4 },
  ];
  await publishInRush(fourth);
  // It concerns only people who did that: the others get no seed.
  const release = await publishInRush([
    ...fourth,
    { id: 'dear', condition: conditions.dear, sinceRelease: 5 },
    { id: 'lovers', condition: conditions.lovers, sinceRelease: 5 },
  ]);
  const second = flow.startBackfill({ profilesPerPage: 25 });
  t.after(second.stop);
  await until(() => turn >= 3_500);
  isShopping = false;
  await traffic;
  await flow.settle();
  await second.stop();

  const newest = await flow.store.releases.newest(1);
  assert(newest);
  assert.deepEqual(
    newest.completeHistories?.map((one) => one.release),
    [5],
  );
  const sizes = await assertMembers(shoppers, newest);
  assert.ok(release.segments.every(({ id }) => (sizes.get(id) ?? 0) > 0));
  const merged = shoppers.filter((one) => one.merged).length;
  assert.ok(merged > 30);
  const progress = await backfillProgress(flow.store, 1);
  assert.ok(release.segments.every(({ id }) => progress.get(id)?.state === 'done'));
  t.diagnostic(`${turn} events, ${merged} merges; inside: ${JSON.stringify(Object.fromEntries(sizes))}`);
});

test('a release that brings nothing to count is done at once; what fails says so and is tried again', async (t) => {
  const newest = await flow.store.releases.publish(1, (release) => release);
  const [segment] = newest.segments;
  assert(segment);
  const stateOf = async (number: number) =>
    (await flow.store.backfills.progress(1)).find(({ release }) => release === number);
  const errors = new Set<string>();
  let isAway = true;
  const backfill = flow.startBackfill({
    history: {
      countProfiles: flow.history.countProfiles,
      readLate: flow.history.readLate,
      readPage: (...question) =>
        isAway ? Promise.reject(new Error('ClickHouse is away')) : flow.history.readPage(...question),
    },
    onError: (error) => void errors.add(String(error)),
  });
  t.after(backfill.stop);
  await until(async () => (await stateOf(newest.number))?.state === 'done');
  assert.deepEqual(await stateOf(newest.number), { release: newest.number, state: 'done', done: 0, total: 0 });
  const changed = { ...segment, condition: regulars, sinceRelease: newest.number + 1 };
  await flow.publish([...newest.segments.filter(({ id }) => id !== segment.id), changed]);
  await until(async () => (await backfillProgress(flow.store, 1)).get(segment.id)?.state === 'failed');
  isAway = false;
  await until(async () => (await backfillProgress(flow.store, 1)).get(segment.id)?.state === 'done');
  const changes = await changesOf(segment.id);
  assert.deepEqual([...errors], ['Error: ClickHouse is away']);
  await flow.settle();
  await until(async () => (await flow.store.facts.progress()).every(({ waitingSince }) => waitingSince === null));
  assert.ok(changes > 0);
  assert.equal(await changesOf(segment.id), changes, 'whoever hears that it is done finds its people in ClickHouse');
});

async function changesOf(segment: string): Promise<number> {
  const sql = 'SELECT count() AS count FROM membership WHERE workspace = 1 AND segment = {segment:String}';
  const [row] = await queryRows<{ count: number }>(flow.clickhouse.client, sql, { segment });
  return row?.count ?? 0;
}
