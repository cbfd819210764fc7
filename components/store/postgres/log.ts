import type { Sql } from '#components/postgres/database.ts';
import type { Lane } from '#contracts/identifiers.ts';
import type { AppendedFrame, LogClass, LogFrame, LogStore } from '../port/log.ts';
import { appendEntries } from './append-entries.ts';
import { logChannel, readAppended } from './appended.ts';
import { expand } from './compressed-text.ts';
import { rotateMessageKeys } from './message-keys.ts';
import { orUnavailable } from './or-unavailable.ts';
import type { ToldInProcess } from './told-in-process.ts';

/** A read ends with the frame that reaches this many characters: a thousand events of the largest allowed size are 32 million. */
const charactersPerRead = 4 * 1024 * 1024;

/** The stimulus log as rows of PostgreSQL. `inProcess`: where its lanes work in this process and need no notification. */
export function postgresLog(sql: Sql, inProcess?: ToldInProcess): LogStore {
  const keys = rotateMessageKeys(sql);
  return {
    async append(entries) {
      if (entries.length === 0) return [];
      return orUnavailable(appendEntries(sql, keys, entries, inProcess));
    },

    async read(partition, logClass, sequence, limit) {
      const rows = await sql<LogFrame[]>`
        select sequence, body from (
          select sequence, body,
            sum(size) over (order by sequence rows between unbounded preceding and 1 preceding) as before
          from (
            select sequence, size, body from log_frame
            where lane = ${partition} and class = ${logClass} and sequence > ${sequence}
            order by sequence limit ${limit}
          ) as next
        ) as measured
        where coalesce(before, 0) < ${charactersPerRead}
        order by sequence`;
      return rows.map(({ sequence: number, body }) => ({ sequence: number, body: expand(body) }));
    },

    async heads() {
      return sql<AppendedFrame[]>`
        select lane as partition, class, sequence from log_position order by lane, class`;
    },

    async watch(partition, listener) {
      const unwatch = inProcess?.watch(partition, listener);
      const subscription = await sql.listen(logChannel, (payload) => {
        for (const appended of readAppended(payload)) {
          if (appended === undefined || appended.partition === partition) listener(appended);
        }
      });
      return async () => {
        unwatch?.();
        await subscription.unlisten();
      };
    },

    async bytes() {
      return keptBytes(sql);
    },

    async dropBefore(before) {
      while ((await dropFrames(sql, before)) > 0);
      await dropCommits(sql, before);
    },

    async dropBeyond(bytes) {
      let excess = (await keptBytes(sql)) - bytes;
      while (excess > 0) {
        const dropped = await dropFrames(sql, Number.POSITIVE_INFINITY);
        if (dropped === 0) return;
        excess -= dropped;
      }
    },
  };
}

async function keptBytes(sql: Sql): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`select coalesce(sum(bytes), 0)::int8 as bytes from log_position`;
  return row?.bytes ?? 0;
}

const framesAtOnce = 1_000;
const commitsAtOnce = 20_000;

/**
 * Of each partition and class the oldest frames that were read, as far as they were appended before; returns their
 * bytes. One statement for each position, because appenders lock several of these rows.
 */
async function dropFrames(sql: Sql, before: number): Promise<number> {
  const positions = await sql<{ lane: Lane; class: LogClass }[]>`select lane, class from log_position`;
  let bytes = 0;
  for (const position of positions) {
    const [row] = await sql<{ bytes: number }[]>`
      with dropped as (
        delete from log_frame where (lane, class, sequence) in (
          select lane, class, sequence from (
            select f.lane, f.class, f.sequence, f.appended_at from log_frame f join lane_position p on p.lane = f.lane
            where f.lane = ${position.lane} and f.class = ${position.class}
              and f.sequence <= case f.class when 'live' then p.live_offset else p.bulk_offset end
            order by f.sequence limit ${framesAtOnce}
          ) oldest where appended_at < to_timestamp(${before / 1000}::float8))
        returning octet_length(body) as bytes
      ), freed as (
        select coalesce(sum(bytes), 0)::int8 as bytes from dropped
      )
      update log_position p set bytes = greatest(0, p.bytes - freed.bytes) from freed
      where p.lane = ${position.lane} and p.class = ${position.class} and freed.bytes > 0
      returning freed.bytes`;
    bytes += row?.bytes ?? 0;
  }
  return bytes;
}

/**
 * Commits are of use as long as their frames: for a replay. The newest of the old ones stays, because it tells a backfill
 * which definitions were in force until the next; so do those whose facts wait for ClickHouse.
 */
async function dropCommits(sql: Sql, before: number): Promise<void> {
  await sql`
    delete from lane_commit where (lane, commit_number) in (
      select c.lane, c.commit_number from lane_position p, lateral (
        select lane, commit_number, lead(now) over (order by commit_number) as next_now from (
          select lane, commit_number, now from lane_commit where lane = p.lane
          order by commit_number limit ${commitsAtOnce}) oldest
      ) c
      where c.next_now < ${before} and c.commit_number < p.projected)`;
}
