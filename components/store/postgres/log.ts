import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import type { Lane } from '#contracts/identifiers.ts';
import type { LogClass, LogEntry, LogFrame, LogStore } from '../port/log.ts';
import { compress, expand } from './compressed-text.ts';
import { type MessageKeyGenerations, rotateMessageKeys } from './message-keys.ts';
import { orUnavailable } from './or-unavailable.ts';
import { pack } from './packed.ts';

export const logChannel = 'throughline_log';

/** A read ends with the frame that reaches this many characters: a thousand events of the largest allowed size are 32 million. */
const charactersPerRead = 4 * 1024 * 1024;

/** The stimulus log as rows of PostgreSQL. */
export function postgresLog(sql: Sql): LogStore {
  const keys = rotateMessageKeys(sql);
  return {
    async append(entries) {
      if (entries.length === 0) return [];
      return orUnavailable(append(sql, keys, entries));
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
      return sql<{ partition: Lane; class: LogClass; sequence: number }[]>`
        select lane as partition, class, sequence from log_position order by lane, class`;
    },

    async watch(listener) {
      const subscription = await sql.listen(logChannel, (payload) => {
        for (const partition of payload.split(',')) listener(Number(partition));
      });
      return () => subscription.unlisten();
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

async function append(
  sql: Sql,
  keys: MessageKeyGenerations,
  entries: readonly LogEntry[],
): Promise<readonly boolean[]> {
  const generation = await keys.current();
  return sql.begin(async (tx) => {
    const repeated = await findRepeats(tx, entries, generation);
    const fresh = entries.filter((_, index) => !repeated[index]);
    if (fresh.length > 0) await insertFrames(tx, fresh);
    return repeated;
  });
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

/**
 * Remembers the entries' keys and tells which were there before; of equal ones in the batch the first is no repeat. Only
 * those that were there come back: as a rule none, where all the others would be a row each to send and to read.
 */
async function findRepeats(
  tx: TransactionSql,
  entries: readonly LogEntry[],
  { table, previous }: { table: string; previous: string },
): Promise<boolean[]> {
  const keys = [...new Set(entries.flatMap(({ key }) => (key === null ? [] : [key])))].sort();
  if (keys.length === 0) return entries.map(() => false);
  const repeats = await tx<{ key: string }[]>`
    with named as materialized (
      select * from unnest(string_to_array(${keys.join(',')}, ',')::uuid[]) as k (key)
    ), inserted as (
      insert into ${tx(table)} (key)
      select k.key from named k where not exists (select from ${tx(previous)} p where p.key = k.key)
      on conflict do nothing
      returning key
    )
    select replace(key::text, '-', '') as key from (select key from named except all select key from inserted) seen`;
  const seen = new Set(repeats.map(({ key }) => key));
  return entries.map(({ key }) => {
    if (key === null) return false;
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  });
}

/**
 * One frame per partition and class. The position rows are locked in a fixed order, so that two appenders cannot wait
 * for each other, and stay locked until commit, so that a number becomes visible only after all smaller ones.
 */
export async function insertFrames(tx: TransactionSql, entries: readonly LogEntry[]): Promise<void> {
  const frames = new Map<string, { partition: Lane; class: LogClass; bodies: string[] }>();
  for (const entry of entries) {
    const place = `${entry.partition} ${entry.class}`;
    const frame = frames.get(place);
    if (frame) frame.bodies.push(entry.body);
    else frames.set(place, { partition: entry.partition, class: entry.class, bodies: [entry.body] });
  }
  const all = [...frames.values()];
  const partitions = all.map((frame) => frame.partition);
  const classes = all.map((frame) => frame.class);
  const bodies = all.map((frame) => `[${frame.bodies.join(',')}]`);
  const sizes = bodies.map((body) => body.length);
  const [row] = await tx<{ count: number }[]>`
    with frame as (
      select * from unnest(
        ${partitions}::smallint[], ${classes}::text[], ${sizes}::integer[], string_to_array(${pack(bodies.map(compress))}, chr(30))
      ) as f (lane, class, size, body)
    ), locked as (
      select p.lane, p.class from log_position p join frame f on f.lane = p.lane and f.class = p.class
      order by p.lane, p.class for update of p
    ), position as (
      update log_position p set sequence = p.sequence + 1, bytes = p.bytes + octet_length(f.body)
      from locked l join frame f on f.lane = l.lane and f.class = l.class
      where p.lane = l.lane and p.class = l.class
      returning p.lane, p.class, p.sequence
    ), inserted as (
      insert into log_frame (lane, class, sequence, size, body)
      select f.lane, f.class, p.sequence, f.size, f.body from frame f join position p on p.lane = f.lane and p.class = f.class
      returning lane
    )
    select count(*)::int as count, pg_notify(${logChannel}, ${[...new Set(partitions)].join(',')}) from inserted`;
  if (row?.count !== all.length) {
    throw new Error(
      `Partition ${partitions.join(', ')} is not set up: the number of partitions does not fit the database.`,
    );
  }
}
