import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Store } from '#components/store/port/index.ts';
import { postgresStore, setUpPartitions } from '#components/store/postgres/index.ts';
import { defaultSettings } from '#contracts/settings.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { laneOf } from '#core/lane.ts';
import { readDocument } from '#core/read-document.ts';
import type { ProfileState } from '#core/state.ts';
import { createTestClickhouse, type TestClickhouse } from '#test/clickhouse.ts';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { eventually } from '#test/eventually.ts';
import { wakeLanes } from '#test/wake-lanes.ts';
import { startForwarding } from './forward/start-forwarding.ts';
import { createIngest, type Ingest } from './ingest/ingest.ts';
import { type RunningLane, startLane } from './lane/lane.ts';
import { type RunningProjector, startProjector } from './project/projector.ts';

const partitions = [0, 128];
let database: TestDatabase;
let clickhouse: TestClickhouse;
let store: Store;
let ingest: Ingest;
let lanes: RunningLane[];
let projector: RunningProjector;
let forwarding: { stop(): Promise<void> };
let unwatch: () => Promise<void>;

const fail = (error: unknown) => assert.fail(error instanceof Error ? error : String(error));

before(async () => {
  [database, clickhouse] = await Promise.all([createTestDatabase(), createTestClickhouse()]);
  await setUpPartitions(database.sql, partitions);
  store = postgresStore(database.sql, laneOf, 'in_this_process');
  await store.releases.publish(1, (newest) => ({
    ...newest,
    settings: { ...defaultSettings, holdoutShare: 0, quietHours: { ...defaultSettings.quietHours, enabled: false } },
    segments: [
      {
        id: 'buyers',
        name: 'Buyers',
        description: '',
        condition: {
          type: 'event',
          match: { event: 'Order Completed', where: [] },
          frequency: { comparison: 'at_least', times: 1 },
        },
        sinceRelease: 1,
      },
    ],
  }));
  ingest = createIngest({ store, partitions: partitions.length, now: Date.now, onError: fail });
  lanes = await Promise.all(
    partitions.map((partition) =>
      startLane({ store, partition, end: partition + 128, now: Date.now, seed: 1, onCommit: () => {}, onError: fail }),
    ),
  );
  unwatch = await wakeLanes(store.log, partitions, lanes);
  forwarding = startForwarding({
    store,
    append: (stimuli) => ingest.append(stimuli),
    log: { error: fail },
  });
  projector = await startProjector({
    facts: store.facts,
    clickhouse: clickhouse.client,
    partitions,
    workspaces: [1],
    onProjected: () => {},
    onError: fail,
    pause: 100,
  });
});

after(async () => {
  await forwarding.stop();
  await Promise.all(lanes.map((lane) => lane.stop()));
  await projector.stop();
  await unwatch();
  await database.drop();
  await clickhouse.drop();
});

let sent = 0;
function event(identities: Record<string, string>, content: TrackedEvent['content']): TrackedEvent {
  const now = Date.now();
  const kinds = ['userId', 'email', 'phone', 'anonymousId'] as const;
  return {
    workspace: 1,
    messageId: `message-${sent++}`,
    at: now,
    receivedAt: now,
    identities: kinds.flatMap((kind) => (identities[kind] ? [{ kind, value: identities[kind] }] : [])),
    context: {},
    content,
  };
}

const track = (name: string, properties = {}) => ({ type: 'track', name, properties }) as const;

async function stateOf(kind: 'userId' | 'anonymousId', value: string): Promise<ProfileState | undefined> {
  const [row] = await store.identities.find(1, [{ kind, value }]);
  const document = row && (await store.readProfiles(1, [row.profile])).get(row.profile);
  return document === undefined ? undefined : (readDocument(document) as ProfileState);
}

test('events of many people change their documents and arrive as facts', async () => {
  const people = Array.from({ length: 50 }, (_, n) => `anna-${n}`);
  const events = people.flatMap((userId) => [
    event({ userId }, { type: 'identify', traits: { name: `Anna ${userId}` } }),
    event({ userId }, track('Product Viewed', { sku: 'x' })),
    event({ userId }, track('Order Completed', { order_id: `o-${userId}`, revenue: 12.5 })),
  ]);
  assert.deepEqual(await ingest.accept(events), { duplicates: 0 });
  assert.deepEqual(await ingest.accept(events), { duplicates: events.length });
  for (const userId of people) {
    const state = await eventually(async () => {
      const found = await stateOf('userId', userId);
      return found?.orders.count === 1 && found;
    });
    assert.equal(state.traits.name, `Anna ${userId}`);
    assert.deepEqual([...state.memberships.keys()], ['buyers']);
    assert.equal(state.revision, 3);
  }
  await eventually(async () => {
    const [row] = await queryRows<{ events: number; orders: number; members: number }>(
      clickhouse.client,
      `SELECT (SELECT count() FROM event) AS events, (SELECT count() FROM order_fact) AS orders,
        (SELECT count() FROM membership WHERE segment = 'buyers') AS members`,
    );
    return row?.events === 150 && row.orders === 50 && row.members === 50;
  });
});

test('what she did before she signed in follows her', async () => {
  await ingest.accept([
    event({ anonymousId: 'device-1' }, track('Product Viewed')),
    event({ anonymousId: 'device-1' }, track('Order Completed', { revenue: 5 })),
  ]);
  await ingest.accept([event({ userId: 'berta' }, { type: 'identify', traits: { plan: 'gold' } })]);
  await ingest.accept([
    event({ userId: 'berta', anonymousId: 'device-1' }, { type: 'identify', traits: { name: 'Berta' } }),
  ]);
  await ingest.accept([event({ anonymousId: 'device-1' }, track('Product Viewed'))]);
  const state = await eventually(async () => {
    const found = await stateOf('userId', 'berta');
    return found?.orders.count === 1 && found.traits.name === 'Berta' && found;
  });
  assert.deepEqual(state.identities.map(({ kind, value }) => `${kind}:${value}`).sort(), [
    'anonymousId:device-1',
    'userId:berta',
  ]);
  assert.ok(state.memberships.has('buyers'));
  await eventually(async () => {
    const rows = await queryRows<{ to_profile: string }>(clickhouse.client, 'SELECT to_profile FROM alias_fact FINAL');
    return rows.length === 1 && rows[0]?.to_profile === state.profile;
  });
});
