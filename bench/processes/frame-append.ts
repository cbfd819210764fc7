import { hash } from 'node:crypto';
import { openDatabase, type Sql } from '#components/postgres/database.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#components/postgres/embedded-postgres.ts';
import { migrateDatabase } from '#components/postgres/migrate.ts';
import type { Store } from '#components/store/port/index.ts';
import type { LogEntry } from '#components/store/port/log.ts';
import { postgresStore, setUpPartitions } from '#components/store/postgres/index.ts';
import { laneOf, partitions } from '#core/lane.ts';
import { answerParent } from '../child-process.ts';

export type AppendRequest =
  | { readonly type: 'open'; readonly directory: string }
  /** Frames of these stimuli, as the platform wrote them, one commit after the other. */
  | {
      readonly type: 'append';
      readonly stimuli: readonly string[];
      readonly eventsPerCommit: number;
      readonly seconds: number;
    };

/** Events per second. */
export type AppendReply = number;

let parts: { readonly server: EmbeddedPostgres; readonly sql: Sql; readonly store: Store } | undefined;
let appended = 0;

/**
 * The raw limit of durability: the log alone, on a PostgreSQL of its own with the same settings, without HTTP, without
 * identities, and with nobody who reads it.
 */
answerParent<AppendRequest, AppendReply>(answer, async () => {
  await parts?.sql.end();
  await parts?.server.stop();
});

async function answer(request: AppendRequest): Promise<AppendReply> {
  if (request.type === 'open') {
    parts = await open(request.directory);
    return 0;
  }
  if (parts === undefined) throw new Error('Open the log first');
  const { stimuli, eventsPerCommit, seconds } = request;
  const startedAt = performance.now();
  let count = 0;
  while (performance.now() - startedAt < seconds * 1_000) {
    await parts.store.log.append(entries(stimuli, eventsPerCommit));
    count += eventsPerCommit;
  }
  return (count / (performance.now() - startedAt)) * 1_000;
}

async function open(directory: string) {
  const server = await startEmbeddedPostgres({ directory, log: () => {} });
  const sql = openDatabase(server.url, { max: 2, applicationName: 'bench' });
  await migrateDatabase(sql);
  await setUpPartitions(sql, partitions(2));
  return { server, sql, store: postgresStore(sql, laneOf) };
}

function entries(stimuli: readonly string[], count: number): LogEntry[] {
  return Array.from({ length: count }, () => {
    const number = appended++;
    const partition = number % 2 === 0 ? 0 : 128;
    return {
      partition,
      class: 'live',
      key: hash('md5', String(number)),
      body: stimuli[number % stimuli.length] ?? '{}',
    };
  });
}
