import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import type { AnalyticsQueries } from '#analytics/queries.ts';
import { postgresStore, setUpPartitions } from '#components/store/postgres/index.ts';
import { openPostgresSuppressions } from '#components/suppression/postgres-store.ts';
import { emptyCatalog } from '#contracts/api/catalog.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { laneOf, partitions } from '#core/lane.ts';
import { buildServer } from '#server/app.ts';
import { type Credentials, createFirstAccess } from '#server/auth/first-access.ts';
import { openPeople, type People } from '#server/auth/people.ts';
import { openWriteKeys, type WriteKeyLimits } from '#server/auth/write-keys.ts';
import { createLiveHub, type LiveHub } from '#server/live/live-feed.ts';
import { createLog } from '#server/log.ts';
import type { ServerParts } from '#server/parts.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export interface TestServer {
  readonly url: string;
  readonly parts: ServerParts;
  readonly database: TestDatabase;
  readonly people: People;
  readonly live: LiveHub;
  readonly credentials: Credentials;
  /** What tracking handed over, in order. */
  readonly events: TrackedEvent[];
  /** What was said about people beside their events, in order. */
  readonly appended: ProfileStimulus[];
  /** Folder in which credentials.json lies. */
  readonly directory: string;
  /** A call with the admin's API key. */
  api(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

interface Options {
  readonly limits?: WriteKeyLimits;
  readonly parts?: Partial<ServerParts>;
}

/** The server on a real database and a real port; tracked events are recorded instead of stored, reports are empty. */
export async function startTestServer({ limits, parts: given = {} }: Options = {}): Promise<TestServer> {
  const database = await createTestDatabase();
  const { sql } = database;
  const workspace = 1;
  await setUpPartitions(sql, partitions(2));
  const directory = await mkdtemp(join(tmpdir(), 'throughline-server-'));
  const people = await openPeople(sql, 'http://127.0.0.1');
  const credentials = await createFirstAccess(sql, people, workspace, directory);
  if (credentials === undefined) throw new Error('A new database has nobody in it');
  const writeKeys = await openWriteKeys(sql, limits ?? { perSecond: 10_000, burst: 10_000 }, (error) => {
    throw error;
  });
  const events: TrackedEvent[] = [];
  const appended: ProfileStimulus[] = [];
  const live = createLiveHub();
  const parts: ServerParts = {
    workspace,
    version: '0.0.0-test',
    topology: 'embedded',
    startedAt: new Date(),
    sql,
    store: postgresStore(sql, laneOf),
    sink: {
      accept: async (accepted) => {
        events.push(...accepted);
        return { duplicates: 0 };
      },
    },
    appendStimuli: async (stimuli) => void appended.push(...stimuli),
    repairIdentities: async () => {},
    suppressions: openPostgresSuppressions(sql),
    people,
    writeKeys,
    analytics: emptyReports,
    inbox: {
      list: async () => ({ items: [], nextCursor: null }),
      find: async () => undefined,
      reply: async () => undefined,
    },
    channels: {
      list: async () => [],
      save: async (_workspace, channel, { provider, settings }) => ({
        channel,
        provider,
        settings,
        secrets: [],
        providers: ['sandbox'],
        receiptUrl: null,
        stoppedReason: null,
        updatedAt: null,
      }),
      test: async () => ({ ok: true, reason: null, detail: 'accepted' }),
    },
    renderPreview: async () => ({ variants: [] }),
    live,
    metrics: new Registry(),
    log: createLog('silent'),
    health: async () => [{ part: 'postgres', ok: true }],
    adminDirectory: null,
    dataDirectory: directory,
    secretKey: randomBytes(32),
    ...given,
  };
  const app = await buildServer(parts);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });

  return {
    url,
    parts,
    database,
    people,
    live,
    credentials,
    events,
    appended,
    directory,
    async api(method, path, body) {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${credentials.apiKey}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    },
    async close() {
      await app.close();
      writeKeys.close();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const noPage = async () => ({ items: [], nextCursor: null });

export const emptyReports: AnalyticsQueries = {
  home: async () => ({
    people: 0,
    events: 0,
    sent: 0,
    heldBack: 0,
    heldBackByReason: [],
    sentByChannel: [],
    orders: 0,
    revenue: 0,
    attributedRevenue: 0,
    eventsByMinute: [],
    history: { stepHours: 1, steps: [] },
  }),
  pulse: async () => ({ people: 3, sent: 2, heldBack: 1, attributedRevenue: 0 }),
  searchProfiles: noPage,
  timeline: noPage,
  consentHistory: noPage,
  companies: async () => [],
  companyFigures: async () => ({ members: 0, orders: 0, value: 0 }),
  companyMembers: async () => [],
  companyActivity: async () => [],
  gradeCounts: async () => new Map(),
  personScoreCounts: async () => [],
  catalog: async () => emptyCatalog,
  observedTraits: async () => ({ people: 0, fields: new Map() }),
  recentEvents: async () => [],
  segmentSizes: async () => new Map(),
  listSizes: async () => new Map(),
  previewSegment: async () => ({
    ...{ exact: true, count: 0, error: 0, total: 0, sample: [], overlaps: [], milliseconds: 1 },
    measuredAt: '2026-06-10T11:00:00.000Z',
  }),
  backfills: async () => new Map(),
  journeyFigures: async () => new Map(),
  journeyCounts: async () => ({
    nodes: [],
    goals: [],
    inside: 0,
    entered: 0,
    completed: 0,
    exited: 0,
    attributedOrders: 0,
    attributedRevenue: 0,
    currency: 'GBP',
    measuredAt: new Date().toISOString(),
  }),
  messageFigures: async () => new Map(),
  peopleAtNodes: async () => [],
  peopleToTry: async () => [],
  deliveries: noPage,
  inboundMessages: async () => ({ items: [], nextCursor: null }),
  delivery: async () => undefined,
};
