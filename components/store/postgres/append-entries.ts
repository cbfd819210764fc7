import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import type { Lane } from '#contracts/identifiers.ts';
import type { LogClass, LogEntry } from '../port/log.ts';
import { logChannel, readAppended, tellAppended } from './appended.ts';
import { compress } from './compressed-text.ts';
import type { MessageKeyGenerations } from './message-keys.ts';
import { pack } from './packed.ts';
import type { ToldInProcess } from './told-in-process.ts';
import { isUniqueViolation } from './unique-violation.ts';

interface KeyTables {
  readonly table: string;
  readonly previous: string;
}

interface Frame {
  readonly partition: Lane;
  readonly class: LogClass;
  /** JSON text of an array of stimuli. */
  readonly body: string;
}

/**
 * Adds entries whose key was not there before; tells of each whether it was. Those without a key are always added. Throws where
 * a partition is unknown.
 */
export async function appendEntries(
  sql: Sql,
  keys: MessageKeyGenerations,
  entries: readonly LogEntry[],
  inProcess: ToldInProcess | undefined,
): Promise<readonly boolean[]> {
  const generation = await keys.current();
  if (await appendNew(sql, entries, generation, inProcess)) return entries.map(() => false);
  return sql.begin(async (tx) => {
    const repeated = await findRepeats(tx, entries, generation);
    const fresh = entries.filter((_, index) => !repeated[index]);
    if (fresh.length > 0) await insertFrames(tx, fresh);
    return repeated;
  });
}

/**
 * What is sent is new as a rule, and one statement without a transaction around it takes a fraction of the time: the thread
 * that sends it has much else to do between two answers. False, and nothing is written, where a key was there before.
 */
async function appendNew(
  sql: Sql,
  entries: readonly LogEntry[],
  generation: KeyTables,
  inProcess: ToldInProcess | undefined,
): Promise<boolean> {
  const keys = keysOnce(entries);
  if (keys === undefined) return false;
  const frames = framesOf(entries);
  try {
    const remembered = keys.length > 0 ? { keys, ...generation } : undefined;
    const told = inProcess === undefined ? 'notified' : 'returned';
    const written = await writeFrames(sql, frames, { remembered, told });
    if (inProcess && written.count > 0) tell(inProcess, frames, written.told);
    return written.count === frames.length;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** Of live frames with what they hold: history waits in the log for longer than it could be held here. */
function tell(inProcess: ToldInProcess, frames: readonly Frame[], told: string): void {
  for (const appended of readAppended(told)) {
    if (appended === undefined) {
      for (const { partition } of frames) inProcess.tell(partition, undefined);
      continue;
    }
    const { partition, class: logClass, sequence } = appended;
    const frame = frames.find((one) => one.partition === partition && one.class === logClass);
    const body = logClass === 'live' && frame ? { body: frame.body } : {};
    inProcess.tell(partition, { class: logClass, sequence, ...body });
  }
}

/** Undefined where a key that is no shared one stands twice. */
function keysOnce(entries: readonly LogEntry[]): readonly string[] | undefined {
  const keys = new Set<string>();
  for (const { key, keyIsShared } of entries) {
    if (key === null) continue;
    if (keys.has(key) && !keyIsShared) return undefined;
    keys.add(key);
  }
  return [...keys];
}

/**
 * Remembers the entries' keys and tells which were there before; of equal ones in the batch the first is no repeat, and of shared ones none is. Only
 * those that were there come back: as a rule none, where all the others would be a row each to send and to read.
 */
async function findRepeats(
  tx: TransactionSql,
  entries: readonly LogEntry[],
  { table, previous }: KeyTables,
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
  return entries.map(({ key, keyIsShared }) => {
    if (key === null) return false;
    if (seen.has(key)) return true;
    if (!keyIsShared) seen.add(key);
    return false;
  });
}

/** One frame per partition and class; throws where a partition is unknown. */
export async function insertFrames(tx: TransactionSql, entries: readonly LogEntry[]): Promise<void> {
  const frames = framesOf(entries);
  if ((await writeFrames(tx, frames, { told: 'notified' })).count === frames.length) return;
  const partitions = frames.map(({ partition }) => partition).join(', ');
  throw new Error(`Partition ${partitions} is not set up: the number of partitions does not fit the database.`);
}

function framesOf(entries: readonly LogEntry[]): readonly Frame[] {
  const byPlace = Map.groupBy(entries, ({ partition, class: logClass }) => `${partition} ${logClass}`);
  return [...byPlace.values()].flatMap((together) => {
    const [first] = together;
    if (first === undefined) return [];
    const body = `[${together.map((entry) => entry.body).join(',')}]`;
    return [{ partition: first.partition, class: first.class, body }];
  });
}

interface Writing {
  readonly remembered?: (KeyTables & { readonly keys: readonly string[] }) | undefined;
  /** Within a transaction others must hear of it with the commit. */
  readonly told: 'notified' | 'returned';
}

interface Written {
  readonly count: number;
  /** For `readAppended`; empty where it was notified. */
  readonly told: string;
}

/**
 * Writes all of the frames or none, and returns how many: none where a partition is unknown, or where one of the keys is of
 * the previous generation. Throws a unique violation where one is of the current. The position rows are locked in a fixed
 * order, so that two appenders cannot wait for each other, and stay locked until commit, so that a number becomes visible
 * only after all smaller ones; keys come before, because writing them takes longest. `whole` divides by zero, which ends the
 * statement, where some frames or keys would be kept without the others. A notification wakes every connection that listens, to whatever it is.
 */
async function writeFrames(
  sql: Sql | TransactionSql,
  frames: readonly Frame[],
  { remembered, told }: Writing,
): Promise<Written> {
  const partitions = frames.map((frame) => frame.partition);
  const classes = frames.map((frame) => frame.class);
  const bodies = frames.map((frame) => frame.body);
  const appended = sql`(select ${tellAppended(sql)} from position)`;
  const sizes = bodies.map((body) => body.length);
  const [row] = await sql<Written[]>`
    with frame as materialized (
      select f.lane, f.class, f.size, f.body from unnest(
        ${partitions}::smallint[], ${classes}::text[], ${sizes}::integer[], string_to_array(${pack(bodies.map(compress))}, chr(30))
      ) as f (lane, class, size, body)
    ), known as (
      select count(*) = ${frames.length} as complete from frame f join log_position p on p.lane = f.lane and p.class = f.class
    ), ${remembered ? rememberKeys(sql, remembered) : sql``} locked as (
      select p.lane, p.class from log_position p join frame f on f.lane = p.lane and f.class = p.class
      where (select known.complete from known) ${remembered ? sql`and (select noted.complete from noted)` : sql``}
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
    select count(*)::int as count, ${told === 'notified' ? sql`pg_notify(${logChannel}, ${appended})::text` : appended} as told,
      1 / (count(*) = ${frames.length} or count(*) + ${remembered ? sql`(select count(*) from kept)` : sql`0`} = 0)::int as whole
    from inserted`;
  return row ?? { count: 0, told: '' };
}

/** In an order of their own, so that two appenders that were sent the same cannot wait for each other. */
function rememberKeys(
  sql: Sql | TransactionSql,
  { keys, table, previous }: KeyTables & { readonly keys: readonly string[] },
) {
  return sql`named as materialized (
      select * from unnest(string_to_array(${keys.toSorted().join(',')}, ',')::uuid[]) as k (key)
    ), fresh as materialized (
      select k.key from named k where not exists (select from ${sql(previous)} p where p.key = k.key)
    ), kept as (
      insert into ${sql(table)} (key) select key from fresh
      where (select known.complete from known) and (select count(*) from fresh) = ${keys.length}
      returning key
    ), noted as (
      select count(*) = ${keys.length} as complete from kept
    ),`;
}
