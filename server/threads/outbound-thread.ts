import { workerData } from 'node:worker_threads';
import { readFacts } from '#analytics/destinations/read-facts.ts';
import { openChannelAccounts } from '#channels/accounts.ts';
import { createProviders } from '#channels/providers.ts';
import { openPostgresChannelAccounts } from '#components/channel-account/postgres-store.ts';
import { openClickhouse } from '#components/clickhouse/client.ts';
import { openPostgresDestinations } from '#components/destination/postgres-store.ts';
import { openPostgresJourneyAsks } from '#components/journey-ask/postgres-store.ts';
import { openDatabase } from '#components/postgres/database.ts';
import { openPostgresSandboxInbox } from '#components/sandbox-inbox/postgres-inbox.ts';
import { openPostgresShortLinks } from '#components/short-link/postgres-store.ts';
import { postgresStore } from '#components/store/postgres/index.ts';
import { openOutboxHolder } from '#components/store/postgres/outbox-holder.ts';
import { openPostgresSuppressions } from '#components/suppression/postgres-store.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { laneOf } from '#core/lane.ts';
import { startAsking } from '#flow/ask/start-asking.ts';
import { createReleaseCache } from '#flow/deliver/release-cache.ts';
import { startDelivery } from '#flow/deliver/start-delivery.ts';
import { startDestinations } from '#flow/destinations/start-destinations.ts';
import { startForwarding } from '#flow/forward/start-forwarding.ts';
import { createIngest } from '#flow/ingest/ingest.ts';
import { startProjector } from '#flow/project/projector.ts';
import { startSuppressing } from '#flow/suppress/start-suppressing.ts';
import { createOpenEndpoint } from '../destinations/open-endpoint.ts';
import { openWebhookPoster } from '../journeys/post-webhook.ts';
import { createLog } from '../log.ts';
import { linkKey } from '../start/secret-key.ts';
import { gatherDeliveries } from './gather-deliveries.ts';
import type { OutboundThreadData } from './message.ts';
import { fail, report, reportError, runThread } from './thread-side.ts';

const { databaseUrl, clickhouseUrl, partitions, workspaces, publicUrl, channelKey } = workerData as OutboundThreadData;

/** What leaves a commit: messages to channels, stimuli to other lanes, facts to ClickHouse. */
await runThread(async () => {
  const sql = openDatabase(databaseUrl, { max: 4, applicationName: 'throughline-outbound' });
  const clickhouse = openClickhouse(clickhouseUrl);
  const store = postgresStore(sql, laneOf, 'in_this_process');
  const ingest = createIngest({
    store,
    partitions: partitions.length,
    now: Date.now,
    onError: (error) => reportError('receipts could not be stored; they are tried again', error),
  });
  const append = (stimuli: readonly ProfileStimulus[]) => ingest.append(stimuli);
  const log = createLog('warn');
  const accounts = await openChannelAccounts({
    store: openPostgresChannelAccounts(sql),
    providers: createProviders(openPostgresSandboxInbox(sql)),
    secretKey: channelKey,
    clock: Date.now,
    log,
  });
  const holder = await openOutboxHolder(databaseUrl);
  const suppressions = openPostgresSuppressions(sql);
  const gathered = gatherDeliveries();
  const delivery = startDelivery({
    store,
    holder,
    adapters: accounts,
    releases: createReleaseCache(store.releases, Date.now),
    append,
    links: { publicUrl, key: await linkKey(sql), utm: true },
    shortLinks: openPostgresShortLinks(sql),
    suppressions,
    clock: Date.now,
    random: Math.random,
    log,
    metrics: gathered,
  });
  const forwarding = startForwarding({ store, append, log });
  const suppressing = startSuppressing({ store, suppressions, log });
  const poster = openWebhookPoster(channelKey, Date.now);
  const asking = startAsking({
    store,
    asks: openPostgresJourneyAsks(sql),
    post: poster.post,
    append,
    clock: Date.now,
    log,
  });
  const projector = await startProjector({
    facts: store.facts,
    clickhouse,
    partitions,
    workspaces,
    onProjected: (rows, milliseconds) => report({ type: 'projected', rows, milliseconds }),
    onError: (error) => reportError('facts could not be carried to ClickHouse; it is tried again', error),
  });
  projector.ended.catch(fail);
  const destinations = startDestinations({
    store: openPostgresDestinations(sql),
    read: ({ workspace, definition }, { lane, from, to }, range) =>
      readFacts(clickhouse, workspace, definition, { lane, from, to, ...range }),
    open: createOpenEndpoint(channelKey),
    readable: async () =>
      new Map((await store.facts.progress()).map(({ partition, projected }) => [partition, projected])),
    clock: Date.now,
    random: Math.random,
    onPaused: ({ id }, reason) => log.warn({ destination: id, reason }, 'a destination takes nothing and was paused'),
    onError: (error) => reportError('facts could not be sent to a destination; it is tried again', error),
  });
  return {
    flush() {
      const deliveries = gathered.take();
      if (deliveries) report(deliveries);
    },
    async stop() {
      await destinations.stop();
      await delivery.stop();
      await holder.release();
      await forwarding.stop();
      await suppressing.stop();
      await asking.stop();
      poster.close();
      await projector.stop();
      await accounts.close();
      await clickhouse.close();
      await sql.end({ timeout: 5 });
    },
  };
});
