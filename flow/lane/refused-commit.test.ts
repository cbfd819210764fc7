import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Store } from '#components/store/port/index.ts';
import { postgresStore, setUpPartitions } from '#components/store/postgres/index.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { laneOf } from '#core/lane.ts';
import { readDocument } from '#core/read-document.ts';
import type { ProfileState } from '#core/state.ts';
import { costlyRuns } from '#test/costly-runs.ts';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { eventually } from '#test/eventually.ts';
import { entryOfStimulus } from '../append-stimuli.ts';
import { type RunningLane, startLane } from './lane.ts';

let database: TestDatabase;
let store: Store;
let lane: RunningLane;

before(async () => {
  database = await createTestDatabase();
  const { sql } = database;
  await setUpPartitions(sql, [0]);
  // The check stands for anything that a column cannot hold.
  await sql`alter table profile_state add constraint no_arsenic check (document not like '%arsenic%')`;
  store = postgresStore(sql, laneOf);
  lane = await startLane({
    store,
    partition: 0,
    end: 256,
    now: Date.now,
    seed: 1,
    onCommit: () => {},
    onError: (error) => assert.fail(error instanceof Error ? error : String(error)),
  });
});
after(async () => {
  await lane.stop();
  await database.drop();
});

let told = 0;
let newest = 0;

const newPerson = () => `0190a6e0-0000-7000-8000-${String(newest++).padStart(12, '0')}`;

const base = (profile: string) =>
  ({ workspace: 1, profile, id: `message-${told++}`, at: Date.now(), receivedAt: Date.now() }) as const;

const observed = { identities: [], context: {} } as const;

const order = (profile: string): ProfileStimulus => ({
  ...base(profile),
  ...observed,
  type: 'track',
  name: 'Order Completed',
  properties: { revenue: 1 },
});

/** Each makes the commit fail in a way of its own: by a check, by what is no UUID, by a letter that is none. */
const poisons: readonly ((profile: string) => ProfileStimulus)[] = [
  (profile) => ({ ...base(profile), ...observed, type: 'identify', traits: { drink: 'arsenic' } }),
  (profile) => ({ ...base(profile), type: 'merge', winner: 'nobody' }),
  (profile) => ({ ...base(profile), type: 'absorb', id: `\0${told++}`, loser: 'nobody', document: '{' }),
  (profile) => ({ ...base(profile), type: 'absorb', id: 'x'.repeat(9_000) + told++, loser: 'nobody', document: '{' }),
];

const caughtUp = async () => {
  const [row] = await database.sql`
    select p.live_offset = l.sequence as done from lane_position p
    join log_position l on l.lane = p.lane and l.class = 'live'`;
  return row?.done === true;
};

async function apply(stimuli: readonly ProfileStimulus[]): Promise<void> {
  await store.log.append(stimuli.map((stimulus) => entryOfStimulus(stimulus, 1)));
  lane.wake();
  await eventually(caughtUp);
}

async function statesOf(profiles: readonly string[]): Promise<ReadonlyMap<string, ProfileState>> {
  const documents = await store.readProfiles(1, profiles);
  return new Map([...documents].map(([profile, text]) => [profile, readDocument(text) as ProfileState]));
}

const lettersOf = async (profiles: readonly string[]) =>
  database.sql<{ body: string }[]>`select body from dead_letter where profile = any(${profiles as string[]}::uuid[])`;

test('whatever makes a commit fail, and wherever it stands, goes alone; all else counts once and in order', async () => {
  const batches = fc.array(
    fc.record({ person: fc.nat(4), poison: fc.option(fc.nat(poisons.length - 1), { freq: 4, nil: undefined }) }),
    { minLength: 1, maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(batches, async (drawn) => {
      const people = Array.from({ length: 5 }, newPerson);
      const stimuli = drawn.map(({ person, poison }) => {
        const profile = people[person] ?? '';
        return poison === undefined ? order(profile) : (poisons[poison]?.(profile) ?? order(profile));
      });
      await apply(stimuli);
      const states = await statesOf(people);
      const good = stimuli.filter(({ type }) => type === 'track');
      for (const profile of people) {
        const orders = good.filter((stimulus) => stimulus.profile === profile).length;
        assert.equal(states.get(profile)?.orders.count ?? 0, orders);
        assert.equal(states.get(profile)?.revision ?? 0, orders);
      }
      const letters = await lettersOf(people);
      const dead = letters.map(({ body }) => (JSON.parse(body) as ProfileStimulus).id).sort();
      assert.deepEqual(dead, stimuli.flatMap(({ type, id }) => (type === 'track' ? [] : [id])).sort());
    }),
    costlyRuns(25),
  );
});

test('a batch full of people and a few poisons is through within seconds', async (context) => {
  const people = Array.from({ length: 300 }, newPerson);
  const stimuli = people.flatMap((profile, index) => {
    const poison = index % 100 === 50 ? (poisons[0]?.(profile) ?? []) : [];
    return [order(profile), poison, order(profile)].flat();
  });
  const startedAt = performance.now();
  await apply(stimuli);
  context.diagnostic(`${Math.round(performance.now() - startedAt)} ms for ${stimuli.length} stimuli`);
  const states = await statesOf(people);
  assert.ok(people.every((profile) => states.get(profile)?.orders.count === 2));
  assert.equal((await lettersOf(people)).length, 3);
});

test('frames and parts of frames that nobody can read are letters, and the lane goes on', async () => {
  const profile = newPerson();
  const append = (body: string) => store.log.append([{ partition: 0, class: 'live', key: null, body }]);
  await append('{"type":');
  await append(
    [order(profile), [order(profile)], { type: 'track' }, order(profile)].map((one) => JSON.stringify(one)).join(),
  );
  await apply([order(profile)]);
  assert.equal((await statesOf([profile])).get(profile)?.orders.count, 3);
  const letters = await lettersOf(['00000000-0000-0000-0000-000000000000']);
  assert.equal(letters.length, 3);
  assert.ok(letters.some(({ body }) => body === '[{"type":]'));
});
