import type { ClickHouseClient } from '@clickhouse/client';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { openDatabase, type Sql } from '#components/postgres/database.ts';
import type { Store } from '#components/store/port/index.ts';
import { postgresStore } from '#components/store/postgres/index.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { laneOf } from '#core/lane.ts';
import { countConflicts } from '#flow/ingest/conflict-metrics.ts';
import { type FollowedIdentityRules, followIdentityRules } from '#flow/ingest/follow-identity-rules.ts';
import { createIngest, type Ingest } from '#flow/ingest/ingest.ts';
import { countFiltered } from '../privacy/privacy-metrics.ts';
import { type Privacy, startPrivacy } from '../privacy/start-privacy.ts';
import { type RunningSchema, startSchema } from '../schema/start-schema.ts';
import type { Lifecycle } from './lifecycle.ts';
import { createSeldomLog } from './seldom-log.ts';
import { type StorageGuard, startStorageGuard } from './storage-guard.ts';

/** Senders are asked to come back long before; this ends a wait for a lock that somebody has forgotten. */
const ingestStatementMilliseconds = 15_000;

export interface IntakeParts {
  readonly databaseUrl: string;
  readonly sql: Sql;
  readonly clickhouse: ClickHouseClient;
  readonly store: Store;
  readonly workspace: WorkspaceId;
  readonly partitionCount: number;
  /** Beyond this size of the log no more events are taken. */
  readonly logBytesAtMost: number;
  readonly dataDirectory: string;
  readonly secretKey: Uint8Array;
  readonly metrics: Registry;
  readonly log: Logger;
}

export interface Intake {
  readonly guard: StorageGuard;
  readonly identityRules: FollowedIdentityRules;
  readonly ingest: Ingest;
  readonly privacy: Privacy;
  readonly schema: RunningSchema;
}

/** What an event goes through until it is in the log: room for it, whose it is, what must not be taken, its schema. */
export async function startIntake(parts: IntakeParts, lifecycle: Lifecycle): Promise<Intake> {
  const { databaseUrl, sql, clickhouse, store, workspace, partitionCount } = parts;
  const { logBytesAtMost, dataDirectory, secretKey, metrics, log } = parts;
  const guard = await lifecycle.add(
    'storage guard',
    () => startStorageGuard({ log: store.log, logBytesAtMost, dataDirectory, logger: log }),
    (running) => running.stop(),
  );
  const ingestSql = await lifecycle.add(
    'connections for events',
    () =>
      openDatabase(databaseUrl, {
        max: 4,
        applicationName: 'throughline-ingest',
        statementMilliseconds: ingestStatementMilliseconds,
      }),
    (open) => open.end({ timeout: 5 }),
  );
  const identityRules = await lifecycle.add(
    'identity rules',
    () =>
      followIdentityRules(store.releases, [workspace], (error) =>
        log.error({ err: error }, 'the rules of identity could not be read again; they stay as they were'),
      ),
    (running) => running.stop(),
  );
  const storing = createSeldomLog(log);
  const ingest = createIngest({
    identityRules: identityRules.of,
    onConflicts: countConflicts(metrics),
    store: postgresStore(ingestSql, laneOf, 'in_this_process'),
    partitions: partitionCount,
    now: Date.now,
    closed: guard.reason,
    onError: (error) => {
      storing.error(error, 'events could not be stored; their senders were told');
      guard.lookNow();
    },
  });
  await ingest.repairMerges();
  await lifecycle.add(
    'watch on identities',
    () => store.identities.watchMoves(ingest.forget),
    (unwatch) => unwatch(),
  );
  const privacy = await lifecycle.add(
    'privacy',
    () =>
      startPrivacy({
        ...{ sql, clickhouse, store, workspace, dataDirectory, secretKey },
        append: (stimuli) => ingest.append(stimuli),
        onFiltered: countFiltered(metrics),
        onError: (error) =>
          log.error({ err: error }, 'an erasure, an export or a rule of retention stands still; it is tried again'),
      }),
    (running) => running.stop(),
  );
  const schema = await lifecycle.add(
    'event schema',
    () =>
      startSchema({
        ...{ sql, store, clickhouse, workspace, sink: privacy.guard(ingest) },
        onError: (error) => log.error({ err: error }, 'the event schema could not be read or kept; it is tried again'),
      }),
    (running) => running.stop(),
  );
  return { guard, identityRules, ingest, privacy, schema };
}
