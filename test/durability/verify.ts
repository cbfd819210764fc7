import assert from 'node:assert/strict';
import { queryRows } from '#components/clickhouse/client.ts';
import type { ProfileId } from '#contracts/identifiers.ts';
import { partitions } from '#core/lane.ts';
import { readDocument } from '#core/read-document.ts';
import type { ProfileState } from '#core/state.ts';
import { writeDocument } from '#core/write-document.ts';
import { toTableRows } from '#flow/lane/fact-rows.ts';
import type { DurabilityEngines } from './engines.ts';
import { type Fold, foldLog } from './fold.ts';
import type { Load, Shopper } from './load.ts';
import { membersAreCounted } from './memberships.ts';
import { seedsAreCut } from './seeds.ts';

export interface Verified {
  readonly events: number;
  readonly merges: number;
  readonly commits: number;
  readonly timers: number;
  readonly deliveries: number;
  readonly facts: number;
  readonly releases: number;
  readonly memberships: number;
  /** Counts in seeds that were held against the facts. */
  readonly seeds: number;
}

/** Tables that keep every row; the others keep the newest per key, and are looked at by their content. */
const appendOnly = ['event', 'membership', 'journey_step', 'decision', 'message_fact', 'order_fact', 'drop_fact'];

/** Holds everything that is stored against what must be; throws at the first difference. */
export async function verify(engines: DurabilityEngines, load: Load, partitionCount: number): Promise<Verified> {
  const { sql } = engines;
  await nothingIsStuck(engines);
  const folds: Fold[] = [];
  for (const lane of partitions(partitionCount)) folds.push(await foldLog(sql, lane));
  const documents = await documentsEqualFold(engines, folds);
  const seeds = await seedsAreCut(engines, folds);
  const shoppers = await shoppersAreWhole(engines, load, documents);
  const memberships = await membersAreCounted(engines, shoppers, documents);
  await eventsOnce(engines, load);
  await factsOnce(engines, folds);
  const deliveries = await deliveriesOnce(engines, load, folds, documents);
  const [merges] = await sql<{ count: number }[]>`select count(*)::int as count from identity_merge`;
  const [timers] = await sql<{ count: number }[]>`select count(*)::int as count from lane_commit where due <> '[]'`;
  const [releases] = await sql<{ count: number }[]>`select count(*)::int as count from release`;
  return {
    events: load.acknowledged.size,
    merges: merges?.count ?? 0,
    commits: folds.reduce((sum, fold) => sum + fold.commits, 0),
    timers: timers?.count ?? 0,
    deliveries,
    facts: folds.reduce((sum, fold) => sum + fold.facts.length, 0),
    releases: releases?.count ?? 0,
    memberships,
    seeds,
  };
}

async function nothingIsStuck({ sql }: DurabilityEngines): Promise<void> {
  assert.deepEqual([...(await sql`select lane, id, error from dead_letter`)], [], 'no dead letters');
  assert.deepEqual([...(await sql`select id, kind, status, error from outbox`)], [], 'no outbox row is left');
  const unsaid = await sql`select loser from identity_merge where not appended`;
  assert.deepEqual([...unsaid], [], 'every merge reached the log');
  const positions = await sql`
    select p.lane, p.live_offset = l.sequence and p.bulk_offset = b.sequence as read,
      not exists (select from fact_frame f where f.lane = p.lane and f.commit_number > p.projected) as projected
    from lane_position p
    join log_position l on l.lane = p.lane and l.class = 'live'
    join log_position b on b.lane = p.lane and b.class = 'bulk'`;
  for (const { lane, read, projected } of positions) {
    assert.ok(read, `lane ${lane} has read its log to the end`);
    assert.ok(projected, `the facts of lane ${lane} are all in ClickHouse`);
  }
}

async function documentsEqualFold({ sql }: DurabilityEngines, folds: readonly Fold[]) {
  const rows = await sql<{ profile: string; document: string }[]>`select profile, document from profile_state`;
  const expected = new Map(folds.flatMap((fold) => [...fold.states]));
  assert.equal(rows.length, expected.size, 'as many people as the log speaks of');
  for (const { profile, document } of rows) {
    const state = expected.get(profile);
    assert.deepEqual(readDocument(document), state && readDocument(writeDocument(state)), `the document of ${profile}`);
  }
  return new Map(rows.map(({ profile, document }) => [profile, readDocument(document) as ProfileState]));
}

/**
 * Counted without anything of the core: what each shopper did stands in the document of the one person she is. Returns the
 * shoppers by who they are.
 */
async function shoppersAreWhole(
  { sql }: DurabilityEngines,
  { shoppers }: Load,
  documents: ReadonlyMap<ProfileId, ProfileState>,
): Promise<ReadonlyMap<ProfileId, Shopper>> {
  const rows = await sql<{ value: string; profile: string }[]>`select value, profile from identity`;
  const profileOf = new Map(rows.map(({ value, profile }) => [value, profile]));
  const people = new Map<ProfileId, Shopper>();
  for (const shopper of shoppers) {
    const { userId, devices, orders, cents } = shopper;
    const profile = profileOf.get(userId) ?? '';
    people.set(profile, shopper);
    for (const device of devices) assert.equal(profileOf.get(device), profile, `${device} belongs to ${userId}`);
    const state = documents.get(profile);
    assert.ok(state && state.mergedInto === undefined, `${userId} is somebody`);
    assert.equal(state.orders.count, orders, `orders of ${userId}`);
    assert.equal(Math.round(state.orders.value * 100), cents, `what ${userId} has spent`);
  }
  for (const [profile, state] of documents) {
    let current = state;
    for (let hops = 0; current.mergedInto !== undefined; hops++) {
      const winner = documents.get(current.mergedInto);
      assert.ok(winner && hops < documents.size, `${profile} is merged into somebody who lives`);
      current = winner;
    }
  }
  return people;
}

async function eventsOnce({ clickhouse }: DurabilityEngines, { acknowledged }: Load): Promise<void> {
  const rows = await queryRows<{ message_id: string; times: number }>(
    clickhouse,
    'SELECT message_id, count() AS times FROM event GROUP BY message_id',
  );
  none(
    rows.filter(({ times }) => times !== 1).map(({ message_id, times }) => `${message_id} ${times} times`),
    'no event is in ClickHouse twice',
  );
  const stored = new Set(rows.map((row) => row.message_id));
  none(
    [...acknowledged].filter((id) => !stored.has(id)),
    'every acknowledged event is in ClickHouse',
  );
  assert.equal(stored.size, acknowledged.size, 'nothing is in ClickHouse that nobody sent');
}

async function factsOnce({ clickhouse }: DurabilityEngines, folds: readonly Fold[]): Promise<void> {
  const expected = new Map<string, string[]>();
  for (const { lane, commit, ordinal, fact } of folds.flatMap((fold) => fold.facts)) {
    const [rows] = toTableRows([{ workspace: 1, fact }], { lane, commit });
    const table = rows?.table ?? '';
    expected.set(table, [...(expected.get(table) ?? []), `${lane}:${commit}:${ordinal}`]);
  }
  for (const table of appendOnly) {
    const rows = await queryRows<{ place: string }>(
      clickhouse,
      `SELECT concat(lane, ':', commit, ':', ordinal) AS place FROM ${table}`,
    );
    sameOnce(
      rows.map((row) => row.place),
      expected.get(table) ?? [],
      `rows of ${table}`,
    );
  }
}

async function deliveriesOnce(
  { sql }: DurabilityEngines,
  { shoppers }: Load,
  folds: readonly Fold[],
  documents: ReadonlyMap<string, ProfileState>,
): Promise<number> {
  const inbox = await sql<{ delivery: string; recipient: string; subject: string }[]>`
    select delivery, recipient, subject from sandbox_message`;
  const asked = folds.flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.type === 'deliver' ? [effect.delivery] : [])),
  );
  sameOnce(
    inbox.map((row) => row.delivery),
    asked,
    'every message was received once',
  );
  for (const { userId, thanks } of shoppers) {
    const received = inbox.filter((row) => row.recipient === `${userId}@example.com` && row.subject === 'Thank you');
    assert.equal(received.length, thanks, `thanks that ${userId} received`);
  }
  for (const [profile, { sends }] of documents) {
    const open = sends.filter((send) => send.status === 'reserved');
    assert.deepEqual(open, [], `the receipts of all messages to ${profile} came back`);
  }
  return inbox.length;
}

/** Thousands of differences would hide what is different. */
function none(found: readonly string[], claim: string): void {
  assert.equal(found.length, 0, `${claim}; but: ${found.length}, such as ${found.slice(0, 5).join(', ')}`);
}

function sameOnce(found: readonly string[], expected: readonly string[], claim: string): void {
  const wanted = new Set(expected);
  const seen = new Set(found);
  none(
    found.filter((one) => !wanted.has(one)),
    `${claim}: nothing is there that should not be`,
  );
  none(
    expected.filter((one) => !seen.has(one)),
    `${claim}: nothing is missing`,
  );
  assert.equal(found.length, wanted.size, `${claim}: nothing is there twice`);
}
