import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '#components/store/port/index.ts';
import { FencedError, type LaneCommit, RefusedError } from '#components/store/port/lane.ts';
import { postgresStore, setUpPartitions } from '#components/store/postgres/index.ts';
import type { TrackStimulus } from '#contracts/stimulus.ts';
import { laneOf } from '#core/lane.ts';
import { readDocument } from '#core/read-document.ts';
import type { ProfileState } from '#core/state.ts';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { eventually } from '#test/eventually.ts';
import { entryOfStimulus } from '../append-stimuli.ts';
import { type LaneOptions, startLane } from './lane.ts';

let database: TestDatabase;
let store: Store;

beforeEach(async () => {
  await database?.drop();
  database = await createTestDatabase();
  await setUpPartitions(database.sql, [0]);
  store = postgresStore(database.sql, laneOf);
});
after(() => database.drop());

let told = 0;
const profileOf = (person: number) => `0190a6e0-0000-7000-8000-${String(person).padStart(12, '0')}`;

function order(person: number, parts: Partial<TrackStimulus> = {}): TrackStimulus {
  const now = Date.now();
  return {
    type: 'track',
    workspace: 1,
    profile: profileOf(person),
    id: `message-${told++}`,
    at: now,
    receivedAt: now,
    identities: [{ kind: 'userId', value: `user-${person}` }],
    context: {},
    name: 'Order Completed',
    properties: { revenue: 1 },
    ...parts,
  };
}

const append = (stimuli: readonly TrackStimulus[]) =>
  store.log.append(stimuli.map((stimulus) => entryOfStimulus(stimulus, 1)));

const start = (more: Partial<LaneOptions> = {}) =>
  startLane({
    store,
    partition: 0,
    end: 256,
    now: Date.now,
    seed: 1,
    onCommit: () => {},
    onError: (error) => assert.fail(error instanceof Error ? error : String(error)),
    ...more,
  });

async function stateOf(person: number): Promise<ProfileState | undefined> {
  const document = (await store.readProfiles(1, [profileOf(person)])).get(profileOf(person));
  return document === undefined ? undefined : (readDocument(document) as ProfileState);
}

async function ordersOf(people: number): Promise<number> {
  const profiles = Array.from({ length: people }, (_, person) => profileOf(person));
  const documents = await store.readProfiles(1, profiles);
  return [...documents.values()].reduce((sum, text) => sum + (readDocument(text) as ProfileState).orders.count, 0);
}

const caughtUp = async () => {
  const [position] = await database.sql`
    select p.live_offset = l.sequence and p.bulk_offset = b.sequence as done from lane_position p
    join log_position l on l.lane = p.lane and l.class = 'live' join log_position b on b.lane = p.lane and b.class = 'bulk'`;
  return position?.done === true;
};

test('a worker whose partition was taken over stops, and every stimulus counts once', async () => {
  const first = await start();
  const ended = assert.rejects(first.ended, FencedError);
  await append([order(0), order(1)]);
  await eventually(caughtUp);
  const second = await start();
  for (let round = 0; round < 5; round++) await append([order(0), order(1)]);
  first.wake();
  second.wake();
  await ended;
  await eventually(caughtUp);
  assert.equal(await ordersOf(2), 12);
  await second.stop();
});

/** The store, but some commits fail: before anything is written, or after everything is and nobody hears of it. */
function failing(plan: readonly ('before' | 'after' | 'not')[]): Store {
  let commits = 0;
  const commit = async (batch: LaneCommit) => {
    const fate = plan[commits++];
    if (fate === 'before') throw new Error('The connection was lost before the commit.');
    await store.lanes.commit(batch);
    if (fate === 'after') throw new Error('The connection was lost before the answer.');
  };
  return { ...store, lanes: { ...store.lanes, commit } };
}

test('a commit that fails is tried again, and one whose answer was lost is not done twice', async () => {
  const errors: unknown[] = [];
  const lane = await start({
    store: failing(['not', 'before', 'after', 'before', 'before', 'after', 'not']),
    onError: (error) => errors.push(error),
  });
  for (let round = 0; round < 8; round++) {
    await append([order(round % 3), order(1), order(2, { imported: true })]);
    lane.wake();
    await eventually(caughtUp, 20);
  }
  await lane.stop();
  assert.equal(errors.length, 5);
  assert.equal(await ordersOf(3), 24);
  const [facts] =
    await database.sql`select sum(row_count)::int as rows from fact_frame where table_name = 'order_fact'`;
  assert.equal(facts?.rows, 24);
});

/** The store, but commits take their time: more arrives meanwhile. Some fail, and some hold what the store refuses. */
function slow(plan: readonly ('before' | 'after' | 'refused' | 'not')[], seen: { loadsMeanwhile: number }): Store {
  const within = failing(plan.map((fate) => (fate === 'refused' ? 'not' : fate)));
  let commits = 0;
  let committing = 0;
  const commit = async (batch: LaneCommit) => {
    const fate = plan[commits++];
    committing++;
    try {
      await sleep(15);
      // As if what person 1 brings could not be held, until it is a dead letter.
      if (fate === 'refused' && holds(1, batch)) throw new RefusedError(new Error('It cannot be held.'));
      await within.lanes.commit(batch);
    } finally {
      committing--;
    }
  };
  const probe = async (batch: LaneCommit) => {
    if (holds(1, batch)) throw new RefusedError(new Error('It cannot be held.'));
  };
  const load: Store['lanes']['load'] = (workspace, profiles) => {
    if (committing > 0) seen.loadsMeanwhile++;
    return store.lanes.load(workspace, profiles);
  };
  return { ...store, lanes: { ...store.lanes, commit, probe, load } };
}

const holds = (person: number, { states }: LaneCommit): boolean =>
  states.some(({ profile }) => profile === profileOf(person));

test('what is stepped while the batch before is committed counts once, also when that one fails or is refused in part', async () => {
  const seen = { loadsMeanwhile: 0 };
  const refused = Array.from({ length: 6 }, () => 'refused' as const);
  const plan = ['not', 'before', 'not', 'after', 'not', ...refused, 'before', 'not'] as const;
  const errors: unknown[] = [];
  const lane = await start({ store: slow(plan, seen), onError: (error) => errors.push(error) });
  const rounds = 60;
  for (let round = 0; round < rounds; round++) {
    await append([order(0), order(1), order(2, round % 2 === 0 ? { imported: true } : {})]);
    lane.wake();
    await sleep(5);
  }
  await eventually(caughtUp, 20);
  await lane.stop();
  const letters = await database.sql`select profile from dead_letter`;
  assert.ok(seen.loadsMeanwhile > 0, 'batches were stepped during commits');
  assert.equal(errors.length, 3);
  assert.ok(letters.length > 0 && letters.every(({ profile }) => profile === profileOf(1)));
  assert.equal((await stateOf(0))?.orders.count, rounds);
  assert.equal((await stateOf(2))?.orders.count, rounds);
  assert.equal(await ordersOf(3), 3 * rounds - letters.length);
  const [facts] =
    await database.sql`select sum(row_count)::int as rows from fact_frame where table_name = 'order_fact'`;
  assert.equal(facts?.rows, 3 * rounds - letters.length);
});

test('a batch that lands while the next one cannot be loaded is told of', async () => {
  const within = slow([], { loadsMeanwhile: 0 });
  let committing = 0;
  let lost = 0;
  const commit = async (batch: LaneCommit) => {
    committing++;
    try {
      // Until the next batch came, however long the log takes to write it.
      for (const end = Date.now() + 5_000; lost === 0 && Date.now() < end; ) await sleep(5);
      await within.lanes.commit(batch);
    } finally {
      committing--;
    }
  };
  const load: Store['lanes']['load'] = async (workspace, profiles) => {
    if (committing === 0 || lost > 0) return store.lanes.load(workspace, profiles);
    lost++;
    throw new Error('The connection was lost while people were loaded.');
  };
  const errors: unknown[] = [];
  let stimuli = 0;
  const lane = await start({
    store: { ...store, lanes: { ...store.lanes, commit, load } },
    onCommit: (committed) => {
      stimuli += committed.stimuli;
    },
    onError: (error) => errors.push(error),
  });
  const rounds = 20;
  for (let round = 0; round < rounds; round++) {
    await append([order(round)]);
    lane.wake();
    await sleep(5);
  }
  await eventually(caughtUp, 20);
  await lane.stop();
  assert.equal(lost, 1);
  assert.equal(errors.length, 1);
  assert.equal(await ordersOf(rounds), rounds);
  assert.equal(stimuli, rounds);
});

test('a live event does not wait for the history that stands before it', async (context) => {
  const history = 20_000;
  const people = 2_000;
  for (let sent = 0; sent < history; sent += 1_000) {
    await append(Array.from({ length: 1_000 }, (_, index) => order((sent + index) % people, { imported: true })));
  }
  const lane = await start();
  const waits: number[] = [];
  for (let shopper = people; shopper < people + 5; shopper++) {
    const startedAt = performance.now();
    await append([order(shopper)]);
    lane.wake();
    await eventually(async () => (await stateOf(shopper)) !== undefined);
    waits.push(performance.now() - startedAt);
  }
  const [position] = await database.sql`select bulk_offset from lane_position`;
  await lane.stop();
  context.diagnostic(`${waits.map(Math.round).join(', ')} ms while ${history} stimuli waited`);
  assert.ok(position && position.bulk_offset > 0 && position.bulk_offset < history / 1_000, 'history was under way');
});

test('definitions change at their place in the log, for live and for bulk', async () => {
  const publish = (id: string) =>
    store.releases.publish(1, (newest) => ({
      ...newest,
      segments: [
        {
          id,
          name: id,
          description: '',
          condition: {
            type: 'event',
            match: { event: 'Order Completed', where: [] },
            frequency: { comparison: 'at_least', times: 1 },
          },
          sinceRelease: newest.number + 1,
        },
      ],
    }));
  await append([order(0)]);
  await publish('first');
  await append([order(1)]);
  await publish('second');
  await append([order(2)]);
  const lane = await start();
  await eventually(caughtUp);
  const memberships = await Promise.all(
    [0, 1, 2].map(async (person) => [...((await stateOf(person))?.memberships.keys() ?? [])]),
  );
  assert.deepEqual(memberships, [[], ['first'], ['second']]);
  await append([order(3, { imported: true })]);
  lane.wake();
  await eventually(caughtUp);
  assert.deepEqual([...((await stateOf(3))?.memberships.keys() ?? [])], ['second']);
  await lane.stop();
});

test('a poison stimulus is a dead letter in the same commit, and its neighbours count', async () => {
  const lane = await start();
  const poison = { ...order(0), type: 'absorb', loser: profileOf(9), document: '{"\0' } as unknown as TrackStimulus;
  await append([order(0), poison, order(0), order(1)]);
  lane.wake();
  await eventually(caughtUp);
  await lane.stop();
  assert.equal(await ordersOf(2), 3);
  const letters = await database.sql`select id, profile from dead_letter`;
  assert.deepEqual([...letters], [{ id: poison.id, profile: profileOf(0) }]);
});

test('a change to a release that is not stored is kept aside, and what comes after it counts', async () => {
  const control = JSON.stringify({ type: 'control', workspace: 1, release: 7 });
  await append([order(0)]);
  await store.log.append([{ partition: 0, class: 'live', key: null, body: control }]);
  await append([order(0)]);
  const lane = await start();
  await eventually(caughtUp);
  await lane.stop();
  assert.equal(await ordersOf(1), 2);
  const letters = await database.sql`select lane, error, body from dead_letter`;
  assert.equal(letters.length, 1);
  assert.match(letters[0]?.error, /^missing_release: Release 7 /);
  assert.equal(letters[0]?.body, control);
  const [position] = await database.sql`select releases from lane_position`;
  assert.equal(position?.releases, '{}');
});
