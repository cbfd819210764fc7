import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { IdentityRow } from '#components/store/port/identity.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { defaultIdentityRules } from '#core/identity/rules.ts';
import { type Naming, naming } from '#test/identity-arbitrary.ts';
import { type SimulatedIdentities, simulateIdentities } from '#test/simulated/simulated-identities.ts';
import { type IdentityCache, keyOf } from './identity-cache.ts';
import { resolveEvents } from './resolve.ts';

const eventOf = ({ identities, previous, trusted }: Naming, index: number): TrackedEvent => ({
  workspace: 1,
  messageId: `message-${index}`,
  at: index,
  receivedAt: index,
  identities,
  ...(previous && { previous }),
  ...(trusted && { trusted }),
  context: {},
  content: { type: 'track', name: 'Product Viewed', properties: {} },
});

/** Who belongs together and whose they are, without the ids that chance gave. */
function peopleOf(rows: readonly IdentityRow[]): string[] {
  return [...Map.groupBy(rows, (row) => row.profile).values()]
    .map((own) => own.map(({ kind, value, shared }) => `${kind}:${value}${shared ? ' shared' : ''}`).sort())
    .map((own) => own.join(' '))
    .sort();
}

/** The person of today behind each event: what the event was addressed to, and on along the merges. */
function personOf(store: SimulatedIdentities, profile: string): string {
  const winners = new Map(store.merges().map(({ loser, winner }) => [loser, winner]));
  let current = profile;
  for (let hops = 0; winners.has(current); hops++) {
    assert.ok(hops <= winners.size, `merges go in a circle from ${profile}`);
    current = winners.get(current) ?? current;
  }
  const own = store.rows().filter((row) => row.profile === current);
  assert.ok(own.length > 0, 'merges end with somebody who has identities');
  return peopleOf(own).join();
}

/** The real one sets aside room for all its entries, which is too slow for hundreds of short histories. */
function smallCache(): IdentityCache {
  const entries = new Map<string, string>();
  return {
    get: (workspace, identity) => entries.get(keyOf(workspace, identity)),
    set: (workspace, identity, profile) => void entries.set(keyOf(workspace, identity), profile),
    generation: () => 0,
    forget(_workspace, profile) {
      for (const [key, held] of entries) if (held === profile) entries.delete(key);
    },
  };
}

/** Several batches with a cache between them, as one queue of ingest does it. */
async function resolveInBatches(events: readonly TrackedEvent[], sizes: readonly number[]) {
  const store = simulateIdentities();
  const cache = smallCache();
  const addressed: string[] = [];
  for (let from = 0, turn = 0; from < events.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    const { events: resolved } = await resolveEvents(
      store,
      cache,
      events.slice(from, from + size),
      () => defaultIdentityRules,
      // Looked up before or not: the same.
      turn % 3 > 0,
    );
    addressed.push(...resolved.map(({ profile }) => profile));
    from += size;
  }
  return { store, people: peopleOf(store.rows()), addressed: addressed.map((profile) => personOf(store, profile)) };
}

test('batches that are decided together end as if each event had come alone', async () => {
  const namings = fc.array(naming, { maxLength: 40 });
  const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(namings, sizes, async (all, batchSizes) => {
      const events = all.map(eventOf);
      const alone = await resolveInBatches(events, [1]);
      const together = await resolveInBatches(events, batchSizes);
      assert.deepEqual(together.people, alone.people);
      assert.deepEqual(together.addressed, alone.addressed);
    }),
    { numRuns: 300 },
  );
});

test('nobody loses twice, and whoever lost is no longer anybody', async () => {
  const namings = fc.array(naming, { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(namings, async (all) => {
      const { store } = await resolveInBatches(all.map(eventOf), [3, 7]);
      const losers = store.merges().map(({ loser }) => loser);
      assert.equal(new Set(losers).size, losers.length);
      assert.ok(store.rows().every((row) => !losers.includes(row.profile)));
    }),
    { numRuns: 300 },
  );
});

test('who is known by all that an event names is found without a decision, also by an empty cache', async () => {
  const store = simulateIdentities();
  const identities = [
    { kind: 'userId', value: 'ada' },
    { kind: 'anonymousId', value: 'browser' },
  ];
  const rules = () => defaultIdentityRules;
  await resolveEvents(store, smallCache(), [eventOf({ identities }, 0)], rules);
  let decisions = 0;
  const counted: typeof store = {
    ...store,
    resolve: (...request) => {
      decisions++;
      return store.resolve(...request);
    },
  };
  const [known] = (await resolveEvents(counted, smallCache(), [eventOf({ identities }, 1)], rules)).events;
  assert.equal(decisions, 0);
  assert.equal(known?.profile, store.rows()[0]?.profile);
  const next = { identities: [...identities, { kind: 'email', value: 'ada@shop.example' }] };
  await resolveEvents(counted, smallCache(), [eventOf(next, 2)], rules);
  assert.equal(decisions, 1);
});

test('strangers are told from people who are known, and need not be looked up before', async () => {
  const store = simulateIdentities();
  let readings = 0;
  const counted: typeof store = {
    ...store,
    find: (...request) => {
      readings++;
      return store.find(...request);
    },
  };
  const named = (value: string, index: number) => eventOf({ identities: [{ kind: 'userId', value }] }, index);
  const resolve = (events: readonly TrackedEvent[], isLookedUp: boolean) =>
    resolveEvents(counted, smallCache(), events, () => defaultIdentityRules, isLookedUp);
  assert.equal((await resolve([named('ada', 0)], true)).onlyStrangers, true);
  assert.equal(readings, 1);
  assert.equal((await resolve([named('grace', 1)], false)).onlyStrangers, true);
  const both = await resolve([named('grace', 2), named('edith', 3)], false);
  assert.equal(both.onlyStrangers, false);
  assert.equal(readings, 1);
  assert.equal((await resolve([named('grace', 4)], true)).onlyStrangers, false);
});
