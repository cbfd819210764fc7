import { openDatabase } from '#components/postgres/database.ts';
import { postgresStore } from '#components/store/postgres/index.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { laneOf } from '#core/lane.ts';
import { createIngest } from '#flow/ingest/ingest.ts';

/** A way in of its own, with a cache of its own, as a process that may be killed at any moment. */
interface Task {
  readonly url: string;
  readonly partitions: number;
  readonly events: readonly TrackedEvent[];
  readonly atOnce: number;
}

process.once('message', (task) => {
  void run(task as Task).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function run({ url, partitions, events, atOnce }: Task): Promise<void> {
  const sql = openDatabase(url, { max: 2, applicationName: 'throughline-test-sender' });
  const store = postgresStore(sql, laneOf);
  const ingest = createIngest({ store, partitions, now: Date.now, onError: console.error });
  const unwatch = await store.identities.watchMoves(ingest.forget);
  for (let from = 0; from < events.length; from += atOnce) {
    const batch = events.slice(from, from + atOnce);
    await ingest.accept(batch);
    process.send?.(batch.map(({ messageId }) => messageId));
  }
  await unwatch();
  await sql.end({ timeout: 5 });
}
