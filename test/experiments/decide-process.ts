import { openClickhouse } from '#components/clickhouse/client.ts';
import { openDatabase } from '#components/postgres/database.ts';
import { postgresStore } from '#components/store/postgres/index.ts';
import { laneOf } from '#core/lane.ts';
import { keepCounting } from '#flow/backfill/keep-counting.ts';
import { decideExperiments } from '#server/experiments/decide.ts';

/** Looks at all experiments that are due, and is dead at the moment that it was told. */
export interface DecideOrder {
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
  readonly now: number;
  /** `deciding`: within the transaction that brings the release; `released`: before what was decided is noted. */
  readonly dieWhen: 'deciding' | 'released';
}

process.once('message', (order) => {
  run(order as DecideOrder).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
// A parent that was killed must not leave it running.
process.once('disconnect', () => process.exit());

async function run({ databaseUrl, clickhouseUrl, now, dieWhen }: DecideOrder): Promise<void> {
  const sql = openDatabase(databaseUrl, { max: 2, applicationName: 'throughline-test-decide' });
  const store = keepCounting(postgresStore(sql, laneOf));
  const { releases } = store;
  const publish: typeof releases.publish = async (workspace, change) => {
    const release = await releases.publish(workspace, (newest) => {
      const next = change(newest);
      if (dieWhen === 'deciding') process.kill(process.pid, 'SIGKILL');
      return next;
    });
    process.kill(process.pid, 'SIGKILL');
    return release;
  };
  const clickhouse = openClickhouse(clickhouseUrl);
  await decideExperiments(
    { sql, clickhouse, workspace: 1, store: { ...store, releases: { ...releases, publish } } },
    now,
  );
}
