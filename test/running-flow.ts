import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHistory, type History } from '#analytics/segment/history.ts';
import type { Store } from '#components/store/port/index.ts';
import { postgresStore, setUpPartitions } from '#components/store/postgres/index.ts';
import type { Identity, ProfileId } from '#contracts/identifiers.ts';
import type { Release } from '#contracts/release.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { laneOf } from '#core/lane.ts';
import { readDocument } from '#core/read-document.ts';
import type { ProfileState } from '#core/state.ts';
import { keepCounting } from '#flow/backfill/keep-counting.ts';
import { type BackfillOptions, startBackfill } from '#flow/backfill/start-backfill.ts';
import { startForwarding } from '#flow/forward/start-forwarding.ts';
import { createIngest, type Ingest } from '#flow/ingest/ingest.ts';
import { startLane } from '#flow/lane/lane.ts';
import { startProjector } from '#flow/project/projector.ts';
import { openSettings } from './builders.ts';
import { createTestClickhouse, type TestClickhouse } from './clickhouse.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { wakeLanes } from './wake-lanes.ts';

const partitions = [0, 128];

/** Seconds. A sound run takes some; one beside five others a minute. */
const patience = 120;

/** Everything between the way in and the facts, on real engines, without messages. */
export interface RunningFlow {
  readonly store: Store;
  readonly ingest: Ingest;
  readonly history: History;
  readonly database: TestDatabase;
  readonly clickhouse: TestClickhouse;
  publish(segments: readonly Omit<Release['segments'][number], 'name' | 'description'>[]): Promise<Release>;
  startBackfill(parts: Partial<BackfillOptions>): { stop(): Promise<void> };
  /** Until every log is read, nothing is on its way between lanes, and every release's history is counted. */
  settle(seconds?: number): Promise<void>;
  documentOf(identity: Identity): Promise<ProfileState | undefined>;
  documents(profiles: readonly ProfileId[]): Promise<readonly ProfileState[]>;
  close(): Promise<void>;
}

export async function openFlow(): Promise<RunningFlow> {
  const [database, clickhouse] = await Promise.all([createTestDatabase(), createTestClickhouse()]);
  await setUpPartitions(database.sql, partitions);
  const store = keepCounting(postgresStore(database.sql, laneOf, 'in_this_process'));
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const ingest = createIngest({ store, partitions: partitions.length, now: Date.now, onError });
  const lanes = await Promise.all(
    partitions.map((partition) =>
      startLane({ store, partition, end: partition + 128, now: Date.now, seed: 1, onCommit: () => {}, onError }),
    ),
  );
  const unwatch = await wakeLanes(store.log, partitions, lanes);
  const forwarding = startForwarding({ store, append: (stimuli) => ingest.append(stimuli), log: { error: onError } });
  const projector = await startProjector({
    facts: store.facts,
    clickhouse: clickhouse.client,
    partitions,
    workspaces: [1],
    onProjected: () => {},
    onError,
    pause: 100,
  });
  const history = createHistory(clickhouse.client);
  const read = async (profiles: readonly ProfileId[]) =>
    [...(await store.readProfiles(1, profiles)).values()].map((document) => readDocument(document) as ProfileState);

  async function isSettled(): Promise<boolean> {
    const [row] = await database.sql<{ open: number }[]>`
      select (select count(*) from log_position l join lane_position p on p.lane = l.lane
              where l.sequence > case l.class when 'live' then p.live_offset else p.bulk_offset end)
        + (select count(*) from outbox)
        + (select count(*) from release r left join backfill b on b.workspace = r.workspace and b.release = r.number
           where b.state is distinct from 'done') as open`;
    return row?.open === 0;
  }

  return {
    ...{ store, ingest, history, database, clickhouse },
    publish: (segments) =>
      store.releases.publish(1, (newest) => ({
        ...newest,
        settings: openSettings,
        segments: segments.map((segment) => ({ ...segment, name: segment.id, description: '' })),
      })),
    startBackfill: (parts) =>
      startBackfill({
        ...{ store, history, partitionCount: partitions.length, clock: Date.now, onError, poll: 20, ...parts },
      }),
    async settle(seconds = patience) {
      for (const end = Date.now() + seconds * 1_000; !(await isSettled()); await sleep(50)) {
        assert.ok(Date.now() < end, `The flow did not come to rest within ${seconds} seconds`);
      }
      assert.deepEqual(errors, []);
    },
    async documentOf(identity) {
      const [row] = await store.identities.find(1, [identity]);
      return row && (await read([row.profile]))[0];
    },
    documents: read,
    async close() {
      await forwarding.stop();
      await Promise.all(lanes.map((lane) => lane.stop()));
      await projector.stop();
      await unwatch();
      await database.drop();
      await clickhouse.drop();
    },
  };
}

let sent = 0;

/** Something that somebody just did, as the way in takes it. */
export function trackedEvent(
  identities: readonly Identity[],
  content: TrackedEvent['content'],
  at = Date.now(),
): TrackedEvent {
  sent += 1;
  const times = { at, receivedAt: at };
  return { workspace: 1, messageId: `message-${sent}`, ...times, identities: [...identities], context: {}, content };
}
