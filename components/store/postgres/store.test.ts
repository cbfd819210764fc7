import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { runBackfillContract } from '../backfill-contract.ts';
import { runStoreContract } from '../contract.ts';
import { liveEntry } from '../contract-inputs.ts';
import { runOutboxContract } from '../outbox-contract.ts';
import type { ToldFrame } from '../port/log.ts';
import { runRetentionContract } from '../retention-contract.ts';
import { postgresStore, setUpPartitions } from './index.ts';
import { openOutboxHolder } from './outbox-holder.ts';

const laneOf = () => 3;
let database: TestDatabase;

before(async () => {
  database = await createTestDatabase();
  await setUpPartitions(database.sql, [0, 128]);
});
after(() => database.drop());

async function open() {
  await database.sql`truncate log_frame, profile_state, outbox, fact_frame, lane_commit`;
  await database.sql`update log_position set sequence = 0, bytes = 0`;
  await database.sql`update lane_position set live_offset = 0, bulk_offset = 0`;
  return postgresStore(database.sql, laneOf);
}

/** Its lanes are in this process, as the product's are. */
async function openHere() {
  await open();
  return postgresStore(database.sql, laneOf, 'in_this_process');
}

test('the PostgreSQL store keeps the contract', (context) => runStoreContract(context, open));

test('the PostgreSQL store whose lanes are in its process keeps the contract', (context) =>
  runStoreContract(context, openHere));

test('lanes of the process are told what live frames hold, and hear of what another process appends', async () => {
  const { log } = await openHere();
  const heard: (ToldFrame | undefined)[] = [];
  const both = Promise.withResolvers<void>();
  const unwatch = await log.watch(128, (told) => {
    if (heard.push(told) === 2) both.resolve();
  });
  await log.append([liveEntry(0, '1'), liveEntry(128, '2'), liveEntry(128, '3')]);
  await postgresStore(database.sql, laneOf).log.append([liveEntry(128, '4')]);
  await both.promise;
  const [first, second] = heard.toSorted((a, b) => Number(a?.sequence) - Number(b?.sequence));
  assert.deepEqual(first, { class: 'live', sequence: 1, body: '[2,3]' });
  assert.partialDeepStrictEqual(second, { class: 'live', sequence: 2 });
  assert.equal(second?.body, undefined);
  await unwatch();
});

test('the PostgreSQL store keeps the contract of the outbox', (context) =>
  runOutboxContract(context, open, () => openOutboxHolder(database.url)));

test('the PostgreSQL store keeps the contract of what is forgotten', (context) =>
  runRetentionContract(context, open, async (partition) => {
    const rows = await database.sql<{ commit_number: number }[]>`
      select commit_number from lane_commit where lane = ${partition} order by commit_number`;
    return rows.map((row) => row.commit_number);
  }));

test('the PostgreSQL store keeps the contract of backfills', (context) =>
  runBackfillContract(context, async () => {
    await database.sql`truncate backfill, release, fact_frame, lane_commit`;
    await database.sql`update lane_position set releases = '{}'`;
    return postgresStore(database.sql, laneOf);
  }));

test('an identity that somebody writes without its lock meanwhile is decided about anew', async () => {
  const { identities } = await open();
  const email = { kind: 'email', value: `${randomUUID()}@shop.example` };
  const [holder, stranger] = [randomUUID(), randomUUID()];
  const writing = Promise.withResolvers<void>();
  const waited = Promise.withResolvers<void>();
  const held = database.sql.begin(async (tx) => {
    await tx`insert into identity (workspace, kind, value, profile) values (1, ${email.kind}, ${email.value}, ${holder})`;
    writing.resolve();
    await waited.promise;
  });
  await writing.promise;
  const seen: (string | undefined)[] = [];
  const resolving = identities.resolve(1, [email], [], ({ rows: [row] }) => {
    seen.push(row?.profile);
    const links = row ? [] : [{ ...email, profile: stranger, shared: false, others: [] }];
    return { links, merges: [], updates: [], moves: [], conflicts: [] };
  });
  while ((await waitingForLocks()) === 0);
  waited.resolve();
  await held;
  await resolving;
  assert.deepEqual(seen, [undefined, holder]);
  assert.equal((await identities.find(1, [email]))[0]?.profile, holder);
});

async function waitingForLocks(): Promise<number> {
  const [row] = await database.sql<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like '%into identity%'`;
  return row?.count ?? 0;
}
