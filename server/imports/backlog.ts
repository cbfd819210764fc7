import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '#components/postgres/database.ts';

/** So many frames (of up to a thousand events) may wait in the log before an import waits for the lanes. */
const framesAhead = { bulk: 300, live: 20 } as const;

const lookEvery = 500;

/**
 * Holds an import back while the lanes have enough to do: the log stays small, and what was imported is soon to be seen.
 * A call resolves when there is room, or when `signal` says stop; calls resolve in the order in which they came, because a
 * batch must not overtake the one before it.
 */
export function createBacklogGate(sql: Sql, signal: AbortSignal): (logClass: 'live' | 'bulk') => Promise<void> {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;

  async function look(logClass: 'live' | 'bulk'): Promise<void> {
    try {
      while (!signal.aborted && (await framesBehind(sql, logClass)) > framesAhead[logClass]) {
        await sleep(lookEvery, undefined, { signal }).catch(() => {});
      }
      lookedAt = performance.now();
    } finally {
      looking = undefined;
    }
  }

  return async (logClass) => {
    if (looking === undefined && performance.now() - lookedAt < lookEvery) return;
    looking ??= look(logClass);
    await looking;
  };
}

async function framesBehind(sql: Sql, logClass: 'live' | 'bulk'): Promise<number> {
  const offset = sql(logClass === 'bulk' ? 'bulk_offset' : 'live_offset');
  const [row] = await sql<{ frames: number }[]>`
    select coalesce(max(l.sequence - p.${offset}), 0)::int8 as frames
    from log_position l join lane_position p on p.lane = l.lane where l.class = ${logClass}`;
  return row?.frames ?? 0;
}
