import type { ClickHouseClient } from '@clickhouse/client';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { AnalyticsQueries } from '#analytics/queries.ts';
import type { Sql } from '#components/postgres/database.ts';
import type { Store } from '#components/store/port/index.ts';
import type { SuppressionStore } from '#components/suppression/store.ts';
import type { System } from '#contracts/api/system.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { EventSink } from '#contracts/tracked-event.ts';
import type { People } from './auth/people.ts';
import type { WriteKeys } from './auth/write-keys.ts';
import type { ChannelAccounts, Inbox, RenderPreview } from './delivery-parts.ts';
import type { LiveHub } from './live/live-feed.ts';
import type { Personas } from './personas/start-personas.ts';
import type { Privacy } from './privacy/start-privacy.ts';
import type { MetricsAccess } from './system/metrics-access.ts';

/** Whether one part of the platform can do its work. `detail` is for the operator and names no secrets. */
export interface PartHealth {
  readonly part: string;
  readonly ok: boolean;
  readonly detail?: string;
}

/** Everything that the server needs and does not make itself. Made and closed by the composition root. */
export interface ServerParts {
  readonly workspace: WorkspaceId;
  readonly version: string;
  readonly topology: System['topology'];
  readonly startedAt: Date;
  readonly sql: Sql;
  readonly store: Store;
  readonly sink: EventSink;
  /** Brings what was decided about identities into the log; resolves when it is there. */
  readonly repairIdentities: () => Promise<void>;
  /** Durable when it resolves; for words about a known person that are no event of hers. */
  readonly appendStimuli: (stimuli: readonly ProfileStimulus[]) => Promise<void>;
  readonly suppressions: SuppressionStore;
  /** Exports, erasures and retention; without it their routes do not exist. */
  readonly privacy?: Privacy;
  /** Computes the kinds of customers; without it they stay as they are. */
  readonly personas?: Personas;
  readonly people: People;
  readonly writeKeys: WriteKeys;
  readonly analytics: AnalyticsQueries;
  readonly inbox: Inbox;
  readonly channels: ChannelAccounts;
  readonly renderPreview: RenderPreview;
  readonly live: LiveHub;
  /** By which guesses at a password are slowed down; unless a test stops it, the time of day. */
  readonly guessClock?: () => number;
  /** How often a live stream asks whether its reader may still see it; unless a test wants to know sooner, every 5 s. */
  readonly livePermissionMilliseconds?: number;
  readonly metrics: Registry;
  /** Whether /metrics asks for an API key; `guarded` by default. */
  readonly metricsAccess?: MetricsAccess;
  readonly log: Logger;
  /** Asked by /health/ready; all must be ok. */
  readonly health: () => Promise<readonly PartHealth[]>;
  /** Folder of the built admin app; null serves none. */
  readonly adminDirectory: string | null;
  /** Folder whose disk is watched; null where nothing is kept locally. */
  readonly dataDirectory: string | null;
  /** Under which secrets in the database are encrypted: 32 bytes. */
  readonly secretKey: Uint8Array;
  /** Size of an uploaded file; 20 GB by default. */
  readonly importBytesAtMost?: number;
  /** Lists are exported from it; without it an export waits. */
  readonly clickhouse?: ClickHouseClient;
  /** Public pages of messages: links, pixels, unsubscribe, preferences. */
  readonly hosted?: (app: FastifyInstance) => Promise<void>;
  /** Number of proxies in front that may say who the client is; 0 by default. */
  readonly trustedProxies?: number;
}
