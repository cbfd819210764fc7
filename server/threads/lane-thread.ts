import { workerData } from 'node:worker_threads';
import { openDatabase } from '#components/postgres/database.ts';
import { postgresStore } from '#components/store/postgres/index.ts';
import type { ProfileId } from '#contracts/identifiers.ts';
import { laneOf } from '#core/lane.ts';
import { type CommittedBatch, startLane } from '#flow/lane/lane.ts';
import type { LaneThreadData, ThreadReport } from './message.ts';
import { fail, report, reportError, runThread } from './thread-side.ts';

/** Facts sent to the main thread per report, beside those of people who are followed: what a screen can show. */
const sampleSize = 12;

type Commits = Extract<ThreadReport, { type: 'commits' }>;

const { databaseUrl, partition, end, seed } = workerData as LaneThreadData;

await runThread(async () => {
  const sql = openDatabase(databaseUrl, { max: 3, applicationName: `throughline-lane-${partition}` });
  const store = postgresStore(sql, laneOf, 'in_this_process');
  let followed: ReadonlySet<ProfileId> = new Set();
  let gathered = empty();

  function gather(batch: CommittedBatch): void {
    const factCounts = { ...gathered.factCounts };
    for (const { fact } of batch.facts) factCounts[fact.type] = (factCounts[fact.type] ?? 0) + 1;
    const chosen = batch.facts.filter(({ fact }, index) => index < sampleSize || followed.has(fact.profile));
    const kept = gathered.facts.filter(({ fact }) => followed.has(fact.profile));
    gathered = {
      ...gathered,
      stimuli: gathered.stimuli + batch.stimuli,
      timers: gathered.timers + batch.timers,
      deadLetters: gathered.deadLetters + batch.deadLetters,
      batches: [...gathered.batches, batch.milliseconds],
      facts: gathered.facts.length < sampleSize ? [...gathered.facts, ...chosen] : [...kept, ...chosen],
      factCounts,
    };
  }

  const lane = await startLane({
    store,
    partition,
    end,
    now: Date.now,
    seed,
    onCommit: gather,
    onError: (error) => reportError(`partition ${partition} could not commit; it tries again`, error),
  });
  lane.ended.catch(fail);
  const unwatch = await store.log.watch(partition, lane.wake);
  return {
    onOrder(order) {
      if (order.type === 'follow') followed = new Set(order.profiles);
    },
    flush() {
      if (gathered.batches.length === 0) return;
      report(gathered);
      gathered = empty();
    },
    async stop() {
      await lane.stop();
      await unwatch();
      await sql.end({ timeout: 5 });
    },
  };
});

function empty(): Commits {
  return { type: 'commits', partition, stimuli: 0, timers: 0, deadLetters: 0, batches: [], facts: [], factCounts: {} };
}
