import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { createAnalytics } from '#analytics/index.ts';
import type { AnalyticsQueries } from '#analytics/queries.ts';
import { createSandboxProvider } from '#channels/sandbox/sandbox.ts';
import { openPostgresSandboxInbox } from '#components/sandbox-inbox/postgres-inbox.ts';
import { openPostgresShortLinks } from '#components/short-link/postgres-store.ts';
import { postgresStore, setUpPartitions } from '#components/store/postgres/index.ts';
import { openOutboxHolder } from '#components/store/postgres/outbox-holder.ts';
import { openPostgresSuppressions } from '#components/suppression/postgres-store.ts';
import { defaultConsentSettings } from '#contracts/consent/consent-settings.ts';
import { defaultSettings } from '#contracts/settings.ts';
import { laneOf } from '#core/lane.ts';
import { readDocument } from '#core/read-document.ts';
import type { ProfileState } from '#core/state.ts';
import { createDeliveryMetrics } from '#flow/deliver/metrics.ts';
import { createReleaseCache } from '#flow/deliver/release-cache.ts';
import { startDelivery } from '#flow/deliver/start-delivery.ts';
import { createIngest, type Ingest } from '#flow/ingest/ingest.ts';
import { startLane } from '#flow/lane/lane.ts';
import { startProjector } from '#flow/project/projector.ts';
import { startSuppressing } from '#flow/suppress/start-suppressing.ts';
import { journey, message } from '#test/builders.ts';
import { createTestClickhouse } from '#test/clickhouse.ts';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { eventually } from '#test/eventually.ts';
import { messageNode, onEvent, triggerNode } from '#test/journey-nodes.ts';
import { wakeLanes } from '#test/wake-lanes.ts';
import { createHostedPages } from '../hosted/hosted-pages.ts';
import { readEvent } from '../tracking/read-event.ts';

const partitions = [0, 128];
const fail = (error: unknown) => assert.fail(error instanceof Error ? error : String(error));

let database: TestDatabase;
let ingest: Ingest;
let analytics: AnalyticsQueries;
let app: FastifyInstance;
let base: string;
let inbox: ReturnType<typeof openPostgresSandboxInbox>;
let store: ReturnType<typeof postgresStore>;
const stops: (() => Promise<unknown>)[] = [];

before(async () => {
  const [opened, clickhouse] = await Promise.all([createTestDatabase(), createTestClickhouse()]);
  database = opened;
  const { sql } = database;
  await setUpPartitions(sql, partitions);
  store = postgresStore(sql, laneOf);
  await store.releases.publish(1, (newest) => ({
    ...newest,
    settings: {
      ...defaultSettings,
      holdoutShare: 0,
      frequencyCaps: [],
      quietHours: { ...defaultSettings.quietHours, enabled: false },
      consent: { ...defaultConsentSettings, channels: { email: { doubleOptIn: true }, sms: { doubleOptIn: true } } },
    },
    messages: [message('offer', { on: ['email'] })],
    journeys: [
      {
        ...journey('j', [triggerNode(onEvent('Viewed'), 'mail'), messageNode('mail', 'offer', null)]),
        ...{ entry: true, sinceRelease: 1 },
      },
    ],
  }));
  ingest = createIngest({ store, partitions: partitions.length, now: Date.now, onError: fail });
  const lanes = await Promise.all(
    partitions.map((partition) =>
      startLane({ store, partition, end: partition + 128, now: Date.now, seed: 1, onCommit: () => {}, onError: fail }),
    ),
  );
  const unwatch = await wakeLanes(store.log, partitions, lanes);
  inbox = openPostgresSandboxInbox(sql);
  const sandbox = createSandboxProvider(inbox);
  const adapters = new Map(
    sandbox.channels.map((channel) => [channel, sandbox.open(channel, sandbox.settings.parse({}))] as const),
  );
  app = Fastify({ routerOptions: { maxParamLength: 9_000 } });
  const links = { publicUrl: '', key: Buffer.alloc(32, 1), utm: false };
  const shortLinks = openPostgresShortLinks(sql);
  const suppressions = openPostgresSuppressions(sql);
  const releases = createReleaseCache(store.releases, Date.now);
  await app.register(
    createHostedPages({
      ...{ store, releases, shortLinks, inbox, clock: Date.now, log: { error: fail } },
      links,
      appendStimuli: (stimuli) => ingest.append(stimuli),
    }),
  );
  base = await app.listen({ host: '127.0.0.1', port: 0 });
  const holder = await openOutboxHolder(database.url);
  const delivery = startDelivery({
    ...{ store, holder, shortLinks, suppressions, releases, clock: Date.now, random: () => 0.5 },
    adapters: { find: (_workspace, channel) => adapters.get(channel), reportStop: () => {} },
    append: (stimuli) => ingest.append(stimuli),
    links: { ...links, publicUrl: base },
    log: { warn: fail, error: fail },
    metrics: createDeliveryMetrics(new Registry()),
  });
  const suppressing = startSuppressing({ store, suppressions, log: { error: fail } });
  const projector = await startProjector({
    ...{ facts: store.facts, clickhouse: clickhouse.client, partitions, workspaces: [1] },
    onProjected: () => {},
    onError: fail,
    pause: 100,
  });
  analytics = createAnalytics({ clickhouse: clickhouse.client, store, backfills: async () => new Map() });
  stops.push(
    () => delivery.stop(),
    () => suppressing.stop(),
    () => holder.release(),
    ...lanes.map((lane) => () => lane.stop()),
    () => projector.stop(),
    unwatch,
    () => app.close(),
    () => database.drop(),
    () => clickhouse.drop(),
  );
});
after(async () => {
  for (const stop of stops) await stop();
});

let sent = 0;
async function call(type: 'identify' | 'track', body: object): Promise<void> {
  const read = readEvent({ messageId: `m${sent++}`, ...body }, type, {
    ...{ workspace: 1, country: 'GB', receivedAt: Date.now(), sentAt: undefined, context: undefined },
    ...{ imported: false, trusted: false },
  });
  if ('rejected' in read) assert.fail(read.rejected.message);
  await ingest.accept([read.event]);
}

async function stateOf(userId: string): Promise<ProfileState | undefined> {
  const [row] = await store.identities.find(1, [{ kind: 'userId', value: userId }]);
  const document = row && (await store.readProfiles(1, [row.profile])).get(row.profile);
  return document === undefined ? undefined : (readDocument(document) as ProfileState);
}

const received = async (to: string, channel: 'email' | 'sms') =>
  (await inbox.list(1, { limit: 50 })).filter((one) => one.recipient === to && one.channel === channel);

async function confirmationLink(to: string, channel: 'email' | 'sms'): Promise<string> {
  const mail = await eventually(async () => (await received(to, channel))[0]);
  const whole = await inbox.read(1, mail.delivery);
  const [link] = (whole?.content ?? '').match(/http:\/\/127\.0\.0\.1:\d+\/[cs]\/[\w-]+/) ?? [];
  return link ?? assert.fail(`no link in ${JSON.stringify(whole)}`);
}

const standing = async (userId: string) => (await stateOf(userId))?.consents.map(({ status }) => status);

test('signed up by the API, asked in the sandbox, confirmed by the button: only then marketing goes out', async () => {
  await call('identify', {
    userId: 'ada',
    context: { locale: 'en-GB', ip: '192.0.2.1' },
    traits: {
      email: 'ada@example.com',
      consents: [{ channel: 'email', topic: 'offers', status: 'granted', text: 'Send me offers' }],
    },
  });
  const link = await confirmationLink('ada@example.com', 'email');
  assert.deepEqual(await standing('ada'), ['pending']);
  await call('track', { userId: 'ada', event: 'Viewed' });
  const { profile } = (await stateOf('ada')) ?? assert.fail('nobody');
  await eventually(async () => {
    const { items } = await analytics.deliveries(1, { profile, limit: 50 });
    return items.some(({ reason }) => reason === 'double_opt_in_pending');
  });

  // A scanner opens the link, looks at its headers, and comes again.
  for (const method of ['GET', 'HEAD', 'GET']) {
    const page = await fetch(link, { method, headers: { 'user-agent': 'Scanner' } });
    assert.equal(page.status, 200);
    if (method === 'GET') assert.match(await page.text(), /Do you want to receive “Offers and news” from/);
  }
  assert.deepEqual(await standing('ada'), ['pending']);

  const done = await fetch(link, { method: 'POST', headers: { 'user-agent': 'Phone' } });
  assert.match(await done.text(), /Thank you, it is confirmed/);
  await eventually(async () => (await standing('ada'))?.[0] === 'granted');
  await fetch(link, { method: 'POST' });
  await call('track', { userId: 'ada', event: 'Viewed' });
  await eventually(async () => (await received('ada@example.com', 'email')).length === 2);

  const history = await eventually(async () => {
    const { items } = await analytics.consentHistory(1, profile, { limit: 50 });
    return items.length >= 2 && items;
  });
  assert.deepEqual(
    history.map(({ status, source }) => [status, source]),
    [
      ['granted', 'double_opt_in'],
      ['pending', 'identify'],
    ],
  );
  const [confirmed, asked] = history;
  assert.partialDeepStrictEqual(confirmed?.proof, { ip: '127.0.0.1', userAgent: 'Phone', language: 'en' });
  assert.match(confirmed?.proof.text ?? '', /Offers and news/);
  assert.partialDeepStrictEqual(asked?.proof, { ip: '192.0.2.1', text: 'Send me offers' });
});

test('by SMS the link is short and leads to the same page, in her language', async () => {
  await call('identify', {
    userId: 'mei',
    context: { locale: 'zh-CN' },
    traits: { phone: '+447700900777', consents: [{ channel: 'sms', status: 'granted' }] },
  });
  const link = await confirmationLink('+447700900777', 'sms');
  assert.match(link, /\/s\/[\w-]+$/);
  const page = await fetch(link);
  assert.match(page.url, /\/c\//);
  assert.match(await page.text(), /请确认订阅/);
  await fetch(page.url, { method: 'POST' });
  await eventually(async () => (await standing('mei'))?.[0] === 'granted');
});

test('an address that bounces for good goes onto the list, and nobody else who gives it is written to', async () => {
  await call('identify', {
    userId: 'bob',
    traits: { email: 'bob@example.com', consents: [{ channel: 'email', status: 'granted' }] },
  });
  const mail = await eventually(async () => (await received('bob@example.com', 'email'))[0]);
  const { profile } = (await stateOf('bob')) ?? assert.fail('nobody');
  const now = Date.now();
  const bounce = {
    type: 'receipt',
    kind: 'bounced',
    permanent: true,
    channel: 'email',
    delivery: mail.delivery,
  } as const;
  await ingest.append([{ ...bounce, workspace: 1, profile, id: 'bounce', at: now, receivedAt: now }]);
  await eventually(async () => {
    const list = await openPostgresSuppressions(database.sql).list(1, { limit: 5 });
    return list.some(({ address, reason }) => address === 'bob@example.com' && reason === 'bounced');
  });
});
