import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { openDatabase, type Sql } from '#components/postgres/database.ts';
import { postgresStore, setUpPartitions } from '#components/store/postgres/index.ts';
import { BusyError, type TrackedEvent } from '#contracts/tracked-event.ts';
import { laneOf, partitions } from '#core/lane.ts';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { eventually } from '#test/eventually.ts';
import { createIngest } from './ingest.ts';

let database: TestDatabase;

before(async () => {
  database = await createTestDatabase();
  await setUpPartitions(database.sql, partitions(2));
});
after(() => database.drop());

function openIngest(sql: Sql) {
  const failures: unknown[] = [];
  const patience = new Set<() => void>();
  const ingest = createIngest({
    store: postgresStore(sql, laneOf),
    partitions: 2,
    now: Date.now,
    startPatience: (runOut) => {
      patience.add(runOut);
      return () => patience.delete(runOut);
    },
    onError: (error) => void failures.push(error),
  });
  const underWay = async (): Promise<void> => {
    while (patience.size === 0) await turn();
  };
  /** As if the commit that is under way, or about to be, had taken too long. No other patience ever runs out. */
  const losePatience = async (): Promise<void> => {
    await underWay();
    for (const runOut of patience) runOut();
  };
  return { ingest, failures, underWay, losePatience };
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

const refused = (call: Promise<unknown>): Promise<void> =>
  assert.rejects(call, (error) => error instanceof BusyError && error.retryAfterSeconds >= 1);

/** Until the queue takes events again. */
function accepted(accept: () => Promise<{ duplicates: number }>): Promise<{ duplicates: number }> {
  return eventually(() =>
    accept().catch((error: unknown) => {
      if (error instanceof BusyError) return undefined;
      throw error;
    }),
  );
}

test('while a commit hangs, senders are asked to come back in time, and nothing is kept for them', async () => {
  const { ingest, failures, underWay, losePatience } = openIngest(database.sql);
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

  const hanging = refused(ingest.accept(first));
  // Else the next call would share its commit.
  await underWay();
  const waiting = refused(ingest.accept([event('waiting')]));
  await losePatience();
  await Promise.all([hanging, waiting]);
  for (let call = 0; call < 500; call++) {
    await refused(ingest.accept(Array.from({ length: 100 }, () => event('more'))));
  }
  assert.equal(ingest.waiting(), first.length);

  release.resolve();
  await holder;
  // What was refused became durable all the same; its sender comes again, and it counts once.
  assert.deepEqual(await accepted(() => ingest.accept(first)), { duplicates: first.length });
  assert.equal(ingest.waiting(), 0);
  assert.deepEqual(failures, []);
});

test('history waits in a queue of its own: while it hangs on a person, live events go on', async () => {
  const { ingest, losePatience } = openIngest(database.sql);
  const locked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const holder = database.sql.begin(async (transaction) => {
    await transaction`select from log_position where class = 'bulk' for update`;
    locked.resolve();
    await release.promise;
  });
  await locked.promise;
  const history = refused(ingest.accept([event('old', true)]));
  assert.deepEqual(await ingest.accept([event('new')]), { duplicates: 0 });
  await losePatience();
  await history;
  release.resolve();
  await holder;
});

test('a database that is stopped and goes on loses nothing and holds nobody', async () => {
  const applicationName = 'throughline-paused';
  const sql = openDatabase(database.url, { max: 2, applicationName });
  const { ingest, failures, losePatience } = openIngest(sql);
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
      const hanging = refused(ingest.accept(events));
      await losePatience();
      await hanging;
      await refused(ingest.accept([event('four')]));
    } finally {
      signal('SIGCONT');
    }
    assert.deepEqual(await accepted(() => ingest.accept(events)), { duplicates: events.length });
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
  const { ingest, failures, losePatience } = openIngest(sql);
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
    const hanging = refused(ingest.accept(events));
    await losePatience();
    await hanging;
    await eventually(async () => failures.length > 0);
    assert.match(String(failures[0]), /statement timeout/);
    release.resolve();
    await holder;
    assert.deepEqual(await accepted(() => ingest.accept(events)), { duplicates: 0 });
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
    const cut = refused(ingest.accept(events));
    await eventually(async () => {
      const ended = await database.sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = ${applicationName} and wait_event_type = 'Lock'`;
      return ended.length > 0;
    });
    // Its patience never runs out, so the lost connection is what refuses it.
    await cut;
    assert.equal(failures.length, 1);
    release.resolve();
    await holder;
    assert.deepEqual(await accepted(() => ingest.accept(events)), { duplicates: 0 });
  } finally {
    release.resolve();
    // Without a limit the driver waits for the connection that is gone.
    await sql.end({ timeout: 1 });
  }
});
