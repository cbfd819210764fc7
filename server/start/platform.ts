import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { createAnalytics } from '#analytics/index.ts';
import { openChannelAccounts } from '#channels/accounts.ts';
import { createProviders } from '#channels/providers.ts';
import { openPostgresChannelAccounts } from '#components/channel-account/postgres-store.ts';
import { openClickhouse } from '#components/clickhouse/client.ts';
import { migrateClickhouse } from '#components/clickhouse/schema.ts';
import { openDatabase } from '#components/postgres/database.ts';
import { claimDatabase } from '#components/postgres/database-claim.ts';
import { migrateDatabase } from '#components/postgres/migrate.ts';
import { openPostgresSandboxInbox } from '#components/sandbox-inbox/postgres-inbox.ts';
import { openPostgresShortLinks } from '#components/short-link/postgres-store.ts';
import { postgresStore, setUpPartitions } from '#components/store/postgres/index.ts';
import { openPostgresSuppressions } from '#components/suppression/postgres-store.ts';
import { defaultEventsPerSecond } from '#contracts/api/key.ts';
import { laneOf, partitions } from '#core/lane.ts';
import { keepCounting } from '#flow/backfill/keep-counting.ts';
import { backfillProgress } from '#flow/backfill/progress.ts';
import { createReleaseCache } from '#flow/deliver/release-cache.ts';
import { buildServer } from '../app.ts';
import { type Credentials, createFirstAccess } from '../auth/first-access.ts';
import { openPeople } from '../auth/people.ts';
import { openWriteKeys } from '../auth/write-keys.ts';
import { newestRelease } from '../definitions/parts.ts';
import { createChannelAccounts } from '../delivery/channel-accounts.ts';
import { createInbox } from '../delivery/inbox.ts';
import { createReceiptRoutes } from '../delivery/receipt-routes.ts';
import { createRenderPreview } from '../delivery/render-preview.ts';
import { createInboundTaker } from '../delivery/take-inbound.ts';
import { createHostedPages } from '../hosted/hosted-pages.ts';
import { createLiveHub } from '../live/live-feed.ts';
import { createLog } from '../log.ts';
import { countryOf } from '../workspace-country.ts';
import { startBackgroundWork } from './background-work.ts';
import { checkServers } from './check-servers.ts';
import type { Configuration } from './configuration.ts';
import { startEngines, topologyOf } from './engines.ts';
import { startIntake } from './intake.ts';
import type { Lifecycle } from './lifecycle.ts';
import { createPlatformHealth } from './platform-health.ts';
import { accountKey, linkKey } from './secret-key.ts';
import { startThreads } from './threads.ts';
import { packageVersion } from './version.ts';

/** The one workspace of an installation; every table and contract already carries its number. */
const workspace = 1;

const writeKeyLimits = { perSecond: defaultEventsPerSecond, burst: 2 * defaultEventsPerSecond };

/** Beside those for events and of the threads. The pool goes through all of them in turn, and each holds 6 MB in PostgreSQL. */
const serverConnections = 6;

export interface Platform {
  readonly url: string;
  /** Set at the first start only. */
  readonly credentials: Credentials | undefined;
}

export interface PlatformOptions {
  readonly configuration: Configuration;
  readonly port: number;
  readonly adminDirectory: string | null;
  readonly lifecycle: Lifecycle;
  readonly progress: (sentence: string) => void;
  /** A database ended by itself; the platform is to be stopped. */
  readonly onLost: (reason: string) => void;
  /** Pages beside the product's own: the demo brand's shop. */
  readonly extraPages?: (app: FastifyInstance) => Promise<void>;
}

/**
 * The composition root: starts every part in order and hands each what it needs. Engines, tables, stores; what takes events
 * in; the threads that carry the flow (lanes, and what leaves them); what works beside it; then the server, which lets
 * events in.
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { configuration, port, lifecycle, progress } = options;
  const { host, partitions: partitionCount, dataDirectory } = configuration;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const publicUrl = configuration.publicUrl ?? url;
  const log = createLog(configuration.logLevel);
  const metrics = new Registry();
  const live = createLiveHub();

  await checkServers(configuration);
  const engines = await startEngines(configuration, lifecycle, options);
  await lifecycle.add(
    'claim on the database',
    () => claimDatabase(engines.databaseUrl, options),
    (claim) => claim.release(),
  );
  const sql = await lifecycle.add(
    'database connections',
    () => openDatabase(engines.databaseUrl, { max: serverConnections, applicationName: 'throughline-server' }),
    (open) => open.end({ timeout: 5 }),
  );
  const clickhouse = await lifecycle.add(
    'ClickHouse connections',
    () => openClickhouse(engines.clickhouseUrl),
    (open) => open.close(),
  );
  await migrateDatabase(sql, { log: progress });
  await migrateClickhouse(clickhouse);
  await setUpPartitions(sql, partitions(partitionCount));

  const store = keepCounting(postgresStore(sql, laneOf, 'in_this_process'));
  const inbox = openPostgresSandboxInbox(sql);
  const shortLinks = openPostgresShortLinks(sql);
  const links = { publicUrl, key: await linkKey(sql), utm: true };
  const channelKey = await accountKey(dataDirectory, configuration.secretKey);
  const accounts = await lifecycle.add(
    'channel accounts',
    async () =>
      openChannelAccounts({
        store: openPostgresChannelAccounts(sql),
        providers: createProviders(inbox),
        secretKey: channelKey,
        links,
        clock: Date.now,
        log,
      }),
    (open) => open.close(),
  );
  const { guard, identityRules, ingest, privacy, schema } = await startIntake(
    {
      ...{ databaseUrl: engines.databaseUrl, sql, clickhouse, store, workspace, partitionCount },
      ...{ logBytesAtMost: configuration.logBytes, dataDirectory, secretKey: channelKey, metrics, log },
    },
    lifecycle,
  );

  await startThreads(
    { ...engines, partitionCount, workspaces: [workspace], publicUrl, channelKey, live, metrics, log },
    lifecycle,
  );
  const definitions = { sql, clickhouse, store, workspace };
  const { personas } = await startBackgroundWork(
    { ...definitions, partitionCount, ingest, inbox, shortLinks, logBytesAtMost: configuration.logBytes, log },
    lifecycle,
  );

  const people = await openPeople(sql, publicUrl);
  const credentials = await createFirstAccess(sql, people, workspace, dataDirectory);
  const writeKeys = await lifecycle.add(
    'write keys',
    () =>
      openWriteKeys(sql, writeKeyLimits, (error) => log.error({ err: error }, 'write keys could not be read again')),
    (open) => open.close(),
  );
  const hosted = createHostedPages({
    store,
    releases: createReleaseCache(store.releases, Date.now),
    shortLinks,
    inbox,
    links,
    appendStimuli: (stimuli) => ingest.append(stimuli),
    clock: Date.now,
    log,
  });
  const takeInbound = createInboundTaker({
    store,
    sink: privacy.guard(ingest),
    appendStimuli: (stimuli) => ingest.append(stimuli),
    identityRules: identityRules.of,
    country: async () => countryOf((await newestRelease(definitions)).settings),
  });
  const receipts = createReceiptRoutes({
    accounts,
    store,
    appendStimuli: (stimuli) => ingest.append(stimuli),
    takeInbound,
    clock: Date.now,
  });
  const { extraPages } = options;
  const server = await buildServer({
    workspace,
    version: packageVersion,
    topology: topologyOf(configuration),
    startedAt: new Date(),
    sql,
    store,
    repairIdentities: () => ingest.repairMerges(),
    sink: schema.sink,
    appendStimuli: (stimuli) => ingest.append(stimuli),
    suppressions: openPostgresSuppressions(sql),
    privacy,
    personas,
    people,
    writeKeys,
    analytics: createAnalytics({ clickhouse, store, backfills: (of) => backfillProgress(store, of) }),
    inbox: createInbox(inbox, takeInbound, Date.now),
    channels: createChannelAccounts(accounts),
    renderPreview: createRenderPreview(publicUrl),
    live,
    metrics,
    log,
    health: createPlatformHealth(sql, clickhouse, guard.reason),
    adminDirectory: options.adminDirectory,
    dataDirectory,
    secretKey: channelKey,
    importBytesAtMost: configuration.importBytes,
    clickhouse,
    hosted: async (app) => {
      await app.register(hosted);
      await app.register(receipts);
      if (extraPages) await app.register(extraPages);
    },
    metricsAccess: configuration.metricsAccess,
    trustedProxies: configuration.trustedProxies,
  });
  await lifecycle.add(
    'server',
    () => server.listen({ host, port }),
    () => server.close(),
  );
  return { url, credentials };
}

/** Where credentials are kept for the CLI, the demo and whoever has lost the first screen. */
export function credentialsFile(dataDirectory: string): string {
  return join(dataDirectory, 'credentials.json');
}
