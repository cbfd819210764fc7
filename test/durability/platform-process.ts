import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { Registry } from 'prom-client';
import { createHistory } from '#analytics/segment/history.ts';
import { createSandboxProvider } from '#channels/sandbox/sandbox.ts';
import { openClickhouse } from '#components/clickhouse/client.ts';
import { openDatabase } from '#components/postgres/database.ts';
import { openPostgresSandboxInbox } from '#components/sandbox-inbox/postgres-inbox.ts';
import { openPostgresShortLinks } from '#components/short-link/postgres-store.ts';
import { postgresStore } from '#components/store/postgres/index.ts';
import { openOutboxHolder } from '#components/store/postgres/outbox-holder.ts';
import { openPostgresSuppressions } from '#components/suppression/postgres-store.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { laneCount, laneOf, partitions } from '#core/lane.ts';
import { startBackfill } from '#flow/backfill/start-backfill.ts';
import { createDeliveryMetrics } from '#flow/deliver/metrics.ts';
import { createReleaseCache } from '#flow/deliver/release-cache.ts';
import { startDelivery } from '#flow/deliver/start-delivery.ts';
import { startForwarding } from '#flow/forward/start-forwarding.ts';
import { createIngest } from '#flow/ingest/ingest.ts';
import { startLane } from '#flow/lane/lane.ts';
import { startProjector } from '#flow/project/projector.ts';
import { wakeLanes } from '../wake-lanes.ts';

/**
 * The whole flow in one process, to be killed: ingest over HTTP, lanes, forwarding, delivery into the sandbox, projector, the
 * history of new segments.
 * It loads its code at once and starts when its parent says so, which lets the parent keep the next one ready.
 */
export interface StartOrder {
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
  readonly partitionCount: number;
}

export type ProcessReport = { readonly type: 'ready'; readonly port: number } | { readonly type: 'stopped' };

const report = (message: ProcessReport) => void process.send?.(message);
const complain = (text: string, error: unknown) => console.error(text, error instanceof Error ? error.message : error);

process.once('message', (order: StartOrder) => void start(order));
// A parent that was killed must not leave it running.
process.once('disconnect', () => process.exit());

async function start({ databaseUrl, clickhouseUrl, partitionCount }: StartOrder): Promise<void> {
  const sql = openDatabase(databaseUrl, { max: 12, applicationName: 'durability' });
  const clickhouse = openClickhouse(clickhouseUrl, { requestTimeoutMilliseconds: 10_000 });
  const store = postgresStore(sql, laneOf, 'in_this_process');
  const ingest = createIngest({
    store,
    partitions: partitionCount,
    now: Date.now,
    onError: (error) => complain('ingest', error),
  });
  await ingest.repairMerges();
  const append = (stimuli: readonly ProfileStimulus[]) => ingest.append(stimuli);

  const firstLanes = partitions(partitionCount);
  const lanes = await Promise.all(
    firstLanes.map((partition) =>
      startLane({
        store,
        partition,
        end: partition + laneCount / partitionCount,
        now: Date.now,
        seed: 7,
        onCommit: () => {},
        onError: (error) => complain(`lane ${partition}`, error),
      }),
    ),
  );
  const unwatch = await wakeLanes(store.log, firstLanes, lanes);

  const log = { warn: complain.bind(null, 'delivery'), error: complain.bind(null, 'outbox') };
  const forwarding = startForwarding({ store, append, log });
  const sandbox = createSandboxProvider(openPostgresSandboxInbox(sql));
  const email = sandbox.open('email', sandbox.settings.parse({}));
  const holder = await openOutboxHolder(databaseUrl);
  const delivery = startDelivery({
    store,
    holder,
    adapters: { find: () => email, reportStop: () => {} },
    releases: createReleaseCache(store.releases, Date.now),
    append,
    links: { publicUrl: 'https://shop.example', key: Buffer.alloc(32, 1), utm: false },
    shortLinks: openPostgresShortLinks(sql),
    suppressions: openPostgresSuppressions(sql),
    clock: Date.now,
    random: Math.random,
    log,
    metrics: createDeliveryMetrics(new Registry()),
  });
  const projector = await startProjector({
    facts: store.facts,
    clickhouse,
    partitions: firstLanes,
    workspaces: [1],
    onProjected: () => {},
    onError: (error) => complain('projector', error),
    pause: 50,
  });
  const backfill = startBackfill({
    store,
    history: createHistory(clickhouse),
    partitionCount,
    clock: Date.now,
    onError: (error) => complain('backfill', error),
    profilesPerPage: 50,
    poll: 50,
    leaseMilliseconds: 1_000,
  });
  for (const part of [...lanes, projector]) part.ended.catch(giveUp);

  const server = createServer((request, response) => {
    take(request)
      .then(() => response.writeHead(200).end())
      .catch((error: unknown) => response.writeHead(503).end(String(error)));
  });
  async function take(request: IncomingMessage): Promise<void> {
    const { events, stimuli } = (await json(request)) as { events?: TrackedEvent[]; stimuli?: ProfileStimulus[] };
    if (events) await ingest.accept(events);
    if (stimuli) await append(stimuli);
  }
  server.listen(0, '127.0.0.1', () => report({ type: 'ready', port: (server.address() as AddressInfo).port }));

  process.once('message', () => void stop());
  async function stop(): Promise<void> {
    server.close();
    server.closeAllConnections();
    await backfill.stop();
    await delivery.stop();
    await forwarding.stop();
    await Promise.all(lanes.map((lane) => lane.stop()));
    await projector.stop();
    await unwatch();
    await clickhouse.close();
    await sql.end({ timeout: 5 });
    report({ type: 'stopped' });
    process.disconnect();
  }
}

/** Another worker has taken its place, which must never happen here: there is one process at a time. */
function giveUp(error: unknown): void {
  complain('gave up', error);
  process.exit(1);
}
