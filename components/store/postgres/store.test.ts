import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { runBackfillContract } from '../backfill-contract.ts';
import { runStoreContract } from '../contract.ts';
import { runOutboxContract } from '../outbox-contract.ts';
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

test('the PostgreSQL store keeps the contract', (context) => runStoreContract(context, open));

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
