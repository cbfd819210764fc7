import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase, type Sql } from '#components/postgres/database.ts';
import { postgresStore, setUpPartitions } from '#components/store/postgres/index.ts';
import { BusyError, type TrackedEvent } from '#contracts/tracked-event.ts';
import { laneOf, partitions } from '#core/lane.ts';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { createIngest } from './ingest.ts';

const patienceMilliseconds = 400;
let database: TestDatabase;

before(async () => {
  database = await createTestDatabase();
  await setUpPartitions(database.sql, partitions(2));
});
after(() => database.drop());

function openIngest(sql: Sql) {
  const failures: unknown[] = [];
  const ingest = createIngest({
    store: postgresStore(sql, laneOf),
    partitions: 2,
    now: Date.now,
    patienceMilliseconds,
    onError: (error) => void failures.push(error),
  });
  return { ingest, failures };
}

function event(userId: string, imported = false): TrackedEvent {
  const now = Date.now();
  return {
    workspace: 1,
    messageId: randomUUID(),
    at: now,
    receivedAt: now,
    identities: [{ kind: 'userId', value: userId }],
    context: {},
    content: { type: 'track', name: 'Looked', properties: {} },
    ...(imported && { imported }),
  };
}

/** Milliseconds until the call was refused as busy. */
async function refusedAfter(call: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await assert.rejects(call, (error) => error instanceof BusyError && error.retryAfterSeconds >= 1);
  return performance.now() - startedAt;
}

/** Until the queue takes events again. */
async function accepted(accept: () => Promise<{ duplicates: number }>): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const outcome = await accept().catch((error: unknown) => (error instanceof BusyError ? undefined : error));
    if (outcome instanceof Error) throw outcome;
    if (outcome !== undefined) return (outcome as { duplicates: number }).duplicates;
    await sleep(50);
  }
  return assert.fail('It takes no events although the database is back');
}

test('while a commit hangs, senders are asked to come back in time, and nothing is kept for them', async () => {
  const { ingest, failures } = openIngest(database.sql);
  await ingest.accept([event('before')]);
  const first = [event('first'), event('second')];
  const locked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const holder = database.sql.begin(async (transaction) => {
    await transaction`lock table log_position in access exclusive mode`;
    locked.resolve();
    await release.promise;
  });
  await locked.promise;

  const hanging = refusedAfter(ingest.accept(first));
  await sleep(patienceMilliseconds / 2);
  const waiting = refusedAfter(ingest.accept([event('waiting')]));
  assert.ok((await hanging) < patienceMilliseconds * 3);
  assert.ok((await waiting) < patienceMilliseconds * 3);
  for (let turn = 0; turn < 500; turn++) {
    assert.ok((await refusedAfter(ingest.accept(Array.from({ length: 100 }, () => event('more'))))) < 100);
  }
  assert.equal(ingest.waiting(), first.length);

  release.resolve();
  await holder;
  // What was refused became durable all the same; its sender comes again, and it counts once.
  assert.equal(await accepted(() => ingest.accept(first)), first.length);
  assert.equal(ingest.waiting(), 0);
  assert.deepEqual(failures, []);
});

test('history waits in a queue of its own: while it hangs on a person, live events go on', async () => {
  const { ingest } = openIngest(database.sql);
  const locked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const holder = database.sql.begin(async (transaction) => {
    await transaction`select from log_position where class = 'bulk' for update`;
    locked.resolve();
    await release.promise;
  });
  await locked.promise;
  const history = refusedAfter(ingest.accept([event('old', true)]));
  assert.deepEqual(await ingest.accept([event('new')]), { duplicates: 0 });
  await history;
  release.resolve();
  await holder;
});

test('a database that is stopped and goes on loses nothing and holds nobody', async () => {
  const applicationName = 'throughline-paused';
  const sql = openDatabase(database.url, { max: 2, applicationName });
  const { ingest, failures } = openIngest(sql);
  try {
    await Promise.all([ingest.accept([event('one')]), ingest.accept([event('two', true)])]);
    const backends = await database.sql<{ pid: number }[]>`
      select pid from pg_stat_activity where application_name = ${applicationName}`;
    const signal = (name: NodeJS.Signals) => {
      for (const { pid } of backends) process.kill(pid, name);
    };
    signal('SIGSTOP');
    const events = [event('three'), event('one')];
    try {
      assert.ok((await refusedAfter(ingest.accept(events))) < patienceMilliseconds * 3);
      assert.ok((await refusedAfter(ingest.accept([event('four')]))) < 100);
    } finally {
      signal('SIGCONT');
    }
    assert.equal(await accepted(() => ingest.accept(events)), events.length);
    assert.deepEqual(failures, []);
  } finally {
    await sql.end();
  }
});

test('a statement that the database gives up is told as a failure, and the next call is taken', async () => {
  const sql = openDatabase(database.url, {
    max: 2,
    applicationName: 'throughline-impatient',
    statementMilliseconds: 800,
  });
  const { ingest, failures } = openIngest(sql);
  const locked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const holder = database.sql.begin(async (transaction) => {
    await transaction`lock table log_position in access exclusive mode`;
    locked.resolve();
    await release.promise;
  });
  try {
    await locked.promise;
    const events = [event('five')];
    await refusedAfter(ingest.accept(events));
    for (let attempt = 0; failures.length === 0 && attempt < 100; attempt++) await sleep(50);
    assert.match(String(failures[0]), /statement timeout/);
    release.resolve();
    await holder;
    assert.equal(await accepted(() => ingest.accept(events)), 0);
  } finally {
    release.resolve();
    await sql.end();
  }
});

test('whoever sends while the connection to the database is lost is asked to come back, and loses nothing', async () => {
  const applicationName = 'throughline-cut';
  const sql = openDatabase(database.url, { max: 2, applicationName });
  const { ingest, failures } = openIngest(sql);
  const locked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const holder = database.sql.begin(async (transaction) => {
    await transaction`lock table log_position in access exclusive mode`;
    locked.resolve();
    await release.promise;
  });
  try {
    await locked.promise;
    const events = [event('cut')];
    const refused = refusedAfter(ingest.accept(events));
    for (let attempt = 0; attempt < 100; attempt++) {
      const cut = await database.sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = ${applicationName} and wait_event_type = 'Lock'`;
      if (cut.length > 0) break;
      await sleep(10);
    }
    assert.ok((await refused) < patienceMilliseconds, 'it was refused by the lost connection and not by its patience');
    assert.equal(failures.length, 1);
    release.resolve();
    await holder;
    assert.equal(await accepted(() => ingest.accept(events)), 0);
  } finally {
    release.resolve();
    // Without a limit the driver waits for the connection that is gone.
    await sql.end({ timeout: 1 });
  }
});
