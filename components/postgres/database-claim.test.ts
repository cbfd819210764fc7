import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { StartupError } from '../startup-error.ts';
import { claimDatabase } from './database-claim.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

const never = (reason: string) => assert.fail(reason);

test('a database serves one Throughline; the next one is refused until that has gone', async () => {
  const first = await claimDatabase(database.url, { onLost: never });
  await assert.rejects(claimDatabase(database.url, { onLost: never, waitMilliseconds: 300 }), (error) => {
    assert.ok(error instanceof StartupError);
    assert.match(
      error.message,
      /in use by another Throughline.*Stop that one, or set DATABASE_URL to another database/,
    );
    assert.doesNotMatch(error.message, /postgres:\/\//);
    return true;
  });
  const waiting = claimDatabase(database.url, { onLost: never });
  await sleep(100);
  await first.release();
  await (await waiting).release();
});

test('a lost connection takes the claim again, and says so when another one was faster', async () => {
  const lost = Promise.withResolvers<string>();
  const claim = await claimDatabase(database.url, { onLost: lost.resolve, lookEvery: 100 });
  await disconnect();
  await sleep(600);
  await assert.rejects(claimDatabase(database.url, { onLost: never, waitMilliseconds: 0 }), StartupError);
  await database.sql.begin(async (sql) => {
    await disconnect();
    await sql`select pg_advisory_xact_lock(7417, 1)`;
    assert.match(await lost.promise, /another Throughline/);
  });
  await claim.release();
});

async function disconnect(): Promise<void> {
  await database.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'throughline-claim'`;
}
