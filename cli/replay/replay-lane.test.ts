import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { postgresStore, setUpPartitions } from '#components/store/postgres/index.ts';
import { journeyDefinition } from '#contracts/journey.ts';
import { messageDefinition } from '#contracts/message.ts';
import { defaultSettings } from '#contracts/settings.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { laneOf } from '#core/lane.ts';
import { createIngest } from '#flow/ingest/ingest.ts';
import { startLane } from '#flow/lane/lane.ts';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { readRecordedLane } from './recorded-lane.ts';
import { type ReplayResult, replayLane } from './replay-lane.ts';

const lanes = [0, 128];
let database: TestDatabase;

before(async () => {
  database = await createTestDatabase();
  await setUpPartitions(database.sql, lanes);
  await liveThroughAWeek();
});
after(() => database.drop());

const fail = (error: unknown) => assert.fail(error instanceof Error ? error : String(error));

/** People put things into baskets, some buy, journeys wait, the clock jumps a week ahead, definitions change. */
async function liveThroughAWeek(): Promise<void> {
  const store = postgresStore(database.sql, laneOf);
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const cart = journeyDefinition.parse({
    id: 'cart',
    name: 'Cart',
    version: 1,
    reentry: { type: 'always' },
    exitRules: [{ type: 'event', match: { event: 'Order Completed' } }],
    nodes: [
      {
        id: 't',
        kind: 'trigger',
        trigger: { type: 'event', match: { event: 'Product Added' } },
        branches: { next: 'w' },
      },
      { id: 'w', kind: 'wait', minutes: 60, branches: { next: 'm' } },
      { id: 'm', kind: 'message', message: 'reminder', branches: { next: null } },
    ],
  });
  const reminder = messageDefinition.parse({
    id: 'reminder',
    name: 'Reminder',
    purpose: 'marketing',
    topic: 'offers',
    variants: { email: { subject: 'x', html: 'x' } },
  });
  await store.releases.publish(1, (newest) => ({
    ...newest,
    settings: defaultSettings,
    journeys: [{ ...cart, entry: true, sinceRelease: 1 }],
    messages: [reminder],
  }));
  const ingest = createIngest({ store, partitions: lanes.length, now, onError: fail });
  const running = await Promise.all(
    lanes.map((partition) =>
      startLane({ store, partition, end: partition + 128, now, seed: 7, onCommit: () => {}, onError: fail }),
    ),
  );
  const people = Array.from({ length: 60 }, (_, index) => `person-${index}`);
  const event = (userId: string, name: string, imported = false): TrackedEvent => ({
    workspace: 1,
    messageId: `${userId} ${name} ${ahead} ${imported}`,
    at: now(),
    receivedAt: now(),
    identities: [{ kind: 'userId', value: userId }],
    context: {},
    ...(imported && { imported: true as const }),
    content: { type: 'track', name, properties: { revenue: 10 } },
  });
  const caughtUp = async () => {
    for (;;) {
      for (const lane of running) lane.wake();
      const [behind] = await database.sql<{ frames: number; timers: number }[]>`
        select (select coalesce(sum(l.sequence - case l.class when 'live' then p.live_offset else p.bulk_offset end), 0)
          from log_position l join lane_position p on p.lane = l.lane)::int as frames,
          (select count(*) from profile_state where next_due <= ${now()})::int as timers`;
      if (behind?.frames === 0 && behind.timers === 0) return;
      await sleep(20);
    }
  };
  const past = (userId: string) => ['Order Completed', 'Looked', 'Left'].map((name) => event(userId, name, true));
  await ingest.accept(people.flatMap(past));
  await ingest.accept(people.map((userId) => event(userId, 'Product Added')));
  await ingest.accept(people.slice(0, 20).map((userId) => event(userId, 'Order Completed')));
  await caughtUp();
  ahead = 7 * 86_400_000;
  await caughtUp();
  await store.releases.publish(1, (newest) => ({ ...newest, journeys: [] }));
  await ingest.accept(people.map((userId) => event(userId, 'Product Added')));
  // The check stands for anything that a column cannot hold.
  await database.sql`alter table profile_state add constraint no_arsenic check (document not like '%arsenic%')`;
  const drink = { type: 'identify', traits: { drink: 'arsenic' } } as const;
  await ingest.accept(people.slice(0, 10).map((userId) => ({ ...event(userId, 'drink'), content: drink })));
  // In the middle of what is one step otherwise.
  const poisoned = people.slice(10, 20).flatMap((userId) => {
    const [first, second, last] = past(userId);
    assert.ok(first && second && last);
    const device = { kind: 'anonymousId', value: `arsenic of ${userId}` };
    return [first, { ...second, identities: [...second.identities, device] }, last];
  });
  await ingest.accept(poisoned.map((told) => ({ ...told, messageId: `${told.messageId} again` })));
  await caughtUp();
  await Promise.all(running.map((lane) => lane.stop()));
}

function replay(lane: number, from = 1, to = Number.MAX_SAFE_INTEGER): Promise<ReplayResult> {
  return readRecordedLane(database.sql, lane, (recorded) => replayLane(recorded, { from, to, onCommit: () => {} }));
}

test('what is replayed comes out letter by letter as it is stored, timers and changed definitions included', async () => {
  const results = await Promise.all(lanes.map((lane) => replay(lane)));
  const sum = (name: 'people' | 'stimuli' | 'timers') => results.reduce((total, result) => total + result[name], 0);
  assert.deepEqual(
    results.flatMap(({ different }) => different),
    [],
  );
  assert.equal(sum('people'), 60);
  assert.equal(sum('stimuli'), 3 * 60 + 60 + 20 + 60 + 10 + 3 * 10);
  assert.ok(sum('timers') >= 40, `${sum('timers')} timers`);
});

test('a document that was changed by another hand is found', async () => {
  await database.sql`
    update profile_state set document = replace(document, '"revision":', '"revision" :')
    where (lane, profile) = (select lane, profile from profile_state where lane < 128 limit 1)`;
  const { different } = await replay(0);
  assert.equal(different.length, 1);
  assert.notEqual(different[0]?.replayed, different[0]?.stored);
  assert.deepEqual((await replay(0, 1, 0)).different, []);
  assert.deepEqual((await replay(128)).different, []);
});

test('an unknown lane and a log that does not reach back are said in a sentence', async () => {
  await assert.rejects(replay(3), /There are: 0, 128/);
  await database.sql`delete from log_frame where lane = 128 and class = 'live' and sequence = 1`;
  await assert.rejects(replay(128), /live frame 1 is no longer kept/);
});
