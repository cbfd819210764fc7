import { setTimeout as sleep } from 'node:timers/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import { resolveAliases } from '#components/clickhouse/alias.ts';
import type { FactFrame, FactStore } from '#components/store/port/fact.ts';
import { FencedError } from '#components/store/port/lane.ts';
import type { Lane, WorkspaceId } from '#contracts/identifiers.ts';
import { insertFrames } from './insert-frames.ts';
import { insertMissing } from './insert-missing.ts';

/** One insert per table and round: few large parts, because each part costs ClickHouse a file and a merge. */
const pauseMilliseconds = 1_000;

/**
 * From one round to the next where much comes in. Merging small parts costs ClickHouse twice what inserting does: with rounds
 * right after each other a stimulus took it 18 µs, two seconds apart a third less.
 */
const pauseUnderLoad = 2_000;
const rowsUnderLoad = 2_000;

/** Bytes of frames per partition and round; far below the size at which ClickHouse would split an insert into blocks. */
const bytesAtOnce = 8 * 1024 * 1024;

export interface ProjectorOptions {
  readonly facts: FactStore;
  readonly clickhouse: ClickHouseClient;
  readonly partitions: readonly Lane[];
  readonly workspaces: readonly WorkspaceId[];
  readonly onProjected: (rows: number, milliseconds: number) => void;
  readonly onError: (error: unknown) => void;
  /** Between two rounds where little comes in, in milliseconds; 1,000 unless a test waits for facts. */
  readonly pause?: number;
}

export interface RunningProjector {
  stop(): Promise<void>;
  /** Rejects when another projector has taken the seat. */
  readonly ended: Promise<void>;
}

/**
 * Carries fact frames of a group of partitions to ClickHouse, each row exactly once. The place it has reached is kept in
 * PostgreSQL and moves after the insert; after a failure in between, the rows are read back by their place.
 */
export async function startProjector(options: ProjectorOptions): Promise<RunningProjector> {
  const { facts, clickhouse, partitions, workspaces, onProjected, onError, pause = pauseMilliseconds } = options;
  const seats = new Map(await Promise.all(partitions.map(async (lane) => [lane, await facts.acquire(lane)] as const)));
  let uncertain = true;
  let stopping = false;

  async function round(): Promise<{ readonly rows: number; readonly isFull: boolean }> {
    const frames: FactFrame[] = [];
    let isFull = false;
    for (const [partition, seat] of seats) {
      const read = await facts.read(partition, seat.projected, bytesAtOnce);
      isFull ||= read.reduce((sum, frame) => sum + frame.body.length, 0) >= bytesAtOnce;
      frames.push(...read);
    }
    if (frames.length === 0) return { rows: 0, isFull };
    const startedAt = performance.now();
    const verify = uncertain;
    uncertain = true;
    for (const [table, ofTable] of Map.groupBy(frames, (frame) => frame.table)) {
      if (verify) await insertMissing(clickhouse, table, ofTable);
      else
        await insertFrames(
          clickhouse,
          table,
          ofTable.map(({ body }) => body),
        );
      if (table === 'alias_fact') for (const workspace of workspaces) await resolveAliases(clickhouse, workspace);
    }
    for (const [partition, ofPartition] of Map.groupBy(frames, (frame) => frame.partition)) {
      const seat = seats.get(partition);
      const projected = Math.max(...ofPartition.map((frame) => frame.commit));
      if (!seat) continue;
      await facts.advance(partition, seat.epoch, projected);
      seats.set(partition, { ...seat, projected });
    }
    uncertain = false;
    const rows = frames.reduce((sum, frame) => sum + frame.rows, 0);
    onProjected(rows, performance.now() - startedAt);
    return { rows, isFull };
  }

  async function serve(): Promise<void> {
    for (let failures = 0; !stopping; ) {
      try {
        const startedAt = performance.now();
        const { rows, isFull } = await round();
        failures = 0;
        const took = performance.now() - startedAt;
        if (!isFull) await pauseUnlessStopping(rows < rowsUnderLoad ? pause : Math.max(0, pauseUnderLoad - took));
      } catch (error) {
        if (error instanceof FencedError) throw error;
        onError(error);
        failures++;
        await pauseUnlessStopping(Math.min(10_000, 100 * 2 ** failures));
      }
    }
    // What was committed just before the stop is carried over too.
    await round();
  }

  const stopped = Promise.withResolvers<void>();
  async function pauseUnlessStopping(milliseconds: number): Promise<void> {
    const cancelled = new AbortController();
    const slept = sleep(milliseconds, undefined, { signal: cancelled.signal }).catch((error: unknown) => {
      if (!cancelled.signal.aborted) throw error;
    });
    await Promise.race([slept, stopped.promise]);
    cancelled.abort();
  }

  const ended = serve();
  return {
    ended,
    async stop() {
      stopping = true;
      stopped.resolve();
      await ended;
    },
  };
}
