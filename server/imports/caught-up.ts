import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '#components/postgres/database.ts';
import type { Store } from '#components/store/port/index.ts';

const pollMilliseconds = 100;

/** Waits until the lanes and ClickHouse have passed all that is in the log now. */
export async function caughtUp(sql: Sql, store: Pick<Store, 'log' | 'facts'>, signal: AbortSignal): Promise<void> {
  const heads = await store.log.heads();
  const wait = () => sleep(pollMilliseconds, undefined, { signal }).catch(() => {});
  while (!signal.aborted) {
    const [row] = await sql<{ behind: number }[]>`
      select count(*)::int as behind from unnest(
        ${heads.map(({ partition }) => partition)}::smallint[], ${heads.map((head) => head.class)}::text[],
        ${heads.map(({ sequence }) => sequence)}::bigint[]
      ) as h (lane, class, sequence)
      join lane_position p on p.lane = h.lane
      where h.sequence > case h.class when 'live' then p.live_offset else p.bulk_offset end`;
    if (row?.behind === 0) break;
    await wait();
  }
  const commits = new Map((await store.facts.progress()).map(({ partition, commit }) => [partition, commit]));
  while (!signal.aborted) {
    const open = (await store.facts.progress()).some(
      ({ partition, projected, waitingSince }) => waitingSince !== null && projected < (commits.get(partition) ?? 0),
    );
    if (!open) return;
    await wait();
  }
}
