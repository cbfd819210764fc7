import type { ClickHouseClient } from '@clickhouse/client';
import { countNewEvents, sampleNewEvents } from '#analytics/schema/new-events.ts';
import type { Store } from '#components/store/port/index.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { EventSink } from '#contracts/tracked-event.ts';
import { newestRelease } from '../definitions/parts.ts';
import { followSchema, mendToolsOf, type SchemaParts } from './follow-schema.ts';
import { createSchemaGate } from './gate.ts';
import { createKeepAside } from './kept-aside/keep-aside.ts';
import { startReplay } from './kept-aside/replay.ts';
import { countMisfits } from './misfit-counts.ts';
import { startLearning } from './start-learning.ts';

export interface StartSchemaParts extends SchemaParts {
  readonly store: Pick<Store, 'releases' | 'facts'>;
  readonly clickhouse: ClickHouseClient;
  readonly workspace: WorkspaceId;
  /** The way into the log. */
  readonly sink: EventSink;
  readonly onError: (error: unknown) => void;
}

export interface RunningSchema {
  /** The way into the log, with the schema before it. */
  readonly sink: EventSink;
  stop(): Promise<void>;
}

/**
 * Puts a workspace's schema before the log: what fits goes in, what does not is kept aside until it is replayed. Learns from
 * what reached ClickHouse what events and traits look like.
 */
export async function startSchema(parts: StartSchemaParts): Promise<RunningSchema> {
  const { sql, workspace, sink, clickhouse, onError } = parts;
  const schema = await followSchema(parts, onError);
  const misfits = countMisfits(sql, onError);
  const replay = startReplay({
    ...{ sql, workspace, sink, onError, schema: schema.current },
    tools: () => mendToolsOf(parts),
    now: Date.now,
  });
  const learning = startLearning(
    {
      ...{ sql, workspace, facts: parts.store.facts },
      zone: async () => (await newestRelease(parts)).settings.timeZone,
      count: (ranges, zone) => countNewEvents(clickhouse, workspace, ranges, zone),
      sample: (ranges, options) => sampleNewEvents(clickhouse, workspace, ranges, options),
    },
    onError,
  );
  return {
    sink: createSchemaGate({ sink, schema: schema.current, keepAside: createKeepAside(sql), misfits }),
    async stop() {
      await learning.stop();
      await replay.stop();
      await schema.stop();
      await misfits.stop();
    },
  };
}
