import type { EventCount } from '#analytics/schema/new-events.ts';
import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import type { Lane, WorkspaceId } from '#contracts/identifiers.ts';
import { type FieldObservation, withoutPrivateTexts } from '#core/schema/observation.ts';

export interface LearnedField {
  readonly kind: 'event' | 'trait';
  /** The event's name; empty for traits. */
  readonly name: string;
  readonly path: string;
  readonly observation: FieldObservation;
}

export interface LearnedEvent {
  readonly name: string;
  readonly events: number;
  readonly imported: number;
  readonly observed: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

export async function readCursor(sql: Sql, workspace: WorkspaceId): Promise<ReadonlyMap<Lane, number>> {
  const rows = await sql<{ lane: Lane; commit: number }[]>`
    select lane, commit_number as commit from schema_cursor where workspace = ${workspace}`;
  return new Map(rows.map(({ lane, commit }) => [lane, commit]));
}

export interface Learned {
  readonly counts: readonly EventCount[];
  /** How many events of each name were looked into. */
  readonly observed: ReadonlyMap<string, number>;
  readonly fields: readonly LearnedField[];
  readonly ranges: readonly { readonly lane: Lane; readonly after: number; readonly upTo: number }[];
}

/**
 * What was learned and how far it reaches, in one transaction: a crash repeats a round and counts nothing twice. False
 * where somebody else has moved the cursor meanwhile; then nothing is written.
 */
export async function saveLearned(sql: Sql, workspace: WorkspaceId, learned: Learned): Promise<boolean> {
  return sql.begin(async (transaction) => {
    const held = new Map((await lockCursor(transaction, workspace, learned)).map(({ lane, commit }) => [lane, commit]));
    if (learned.ranges.some(({ lane, after }) => held.get(lane) !== after)) return false;
    await addCounts(transaction, workspace, learned);
    await addFields(transaction, workspace, learned.fields);
    await transaction`
      update schema_cursor as held set commit_number = reached.up_to
      from unnest(
        ${learned.ranges.map(({ lane }) => lane)}::smallint[], ${learned.ranges.map(({ upTo }) => upTo)}::bigint[]
      ) as reached (lane, up_to)
      where held.workspace = ${workspace} and held.lane = reached.lane`;
    return true;
  });
}

async function lockCursor(sql: TransactionSql, workspace: WorkspaceId, { ranges }: Learned) {
  const lanes = ranges.map(({ lane }) => lane);
  await sql`
    insert into schema_cursor (workspace, lane, commit_number)
    select ${workspace}::integer, lane, 0 from unnest(${lanes}::smallint[]) as lane on conflict do nothing`;
  return sql<{ lane: Lane; commit: number }[]>`
    select lane, commit_number as commit from schema_cursor
    where workspace = ${workspace} and lane = any(${lanes}::smallint[]) order by lane for update`;
}

async function addCounts(sql: TransactionSql, workspace: WorkspaceId, { counts, observed }: Learned): Promise<void> {
  if (counts.length === 0) return;
  await sql`
    insert into schema_event_day as held (workspace, name, day, events)
    select ${workspace}::integer, name, day, events from unnest(
      ${counts.map(({ name }) => name)}::text[], ${counts.map(({ day }) => day)}::date[],
      ${counts.map(({ events }) => events)}::bigint[]
    ) as counted (name, day, events)
    on conflict (workspace, name, day) do update set events = held.events + excluded.events`;
  const names = [...Map.groupBy(counts, ({ name }) => name)].map(([name, days]) => ({
    name,
    events: days.reduce((sum, { events }) => sum + events, 0),
    imported: days.reduce((sum, { imported }) => sum + imported, 0),
    observed: observed.get(name) ?? 0,
    firstAt: Math.min(...days.map(({ firstAt }) => firstAt)),
    lastAt: Math.max(...days.map(({ lastAt }) => lastAt)),
  }));
  await sql`
    insert into schema_event as held (workspace, name, events, imported, observed, first_at, last_at)
    select ${workspace}::integer, counted.* from unnest(
      ${names.map(({ name }) => name)}::text[], ${names.map(({ events }) => events)}::bigint[],
      ${names.map(({ imported }) => imported)}::bigint[], ${names.map((one) => one.observed)}::bigint[],
      ${names.map(({ firstAt }) => firstAt)}::bigint[], ${names.map(({ lastAt }) => lastAt)}::bigint[]
    ) as counted (name, events, imported, observed, first_at, last_at)
    on conflict (workspace, name) do update set
      events = held.events + excluded.events,
      imported = held.imported + excluded.imported,
      observed = held.observed + excluded.observed,
      first_at = least(held.first_at, excluded.first_at),
      last_at = greatest(held.last_at, excluded.last_at)`;
}

async function addFields(sql: TransactionSql, workspace: WorkspaceId, fields: readonly LearnedField[]): Promise<void> {
  if (fields.length === 0) return;
  await sql`
    insert into schema_field (workspace, kind, name, path, observation)
    select ${workspace}::integer, seen.* from unnest(
      ${fields.map(({ kind }) => kind)}::text[], ${fields.map(({ name }) => name)}::text[],
      ${fields.map(({ path }) => path)}::text[],
      ${fields.map(({ observation }) => JSON.stringify(withoutPrivateTexts(observation)))}::text[]
    ) as seen (kind, name, path, observation)
    on conflict (workspace, kind, name, path) do update set observation = excluded.observation`;
}

/** All, or those of some names. */
export async function readFields(sql: Sql, workspace: WorkspaceId, names?: readonly string[]): Promise<LearnedField[]> {
  const rows = await sql<(Omit<LearnedField, 'observation'> & { readonly observation: string })[]>`
    select kind, name, path, observation from schema_field
    where workspace = ${workspace} ${names === undefined ? sql`` : sql`and name = any(${[...names]}::text[])`}
    order by kind, name, path`;
  return rows.map((row) => ({ ...row, observation: JSON.parse(row.observation) as FieldObservation }));
}

export async function readEvents(sql: Sql, workspace: WorkspaceId, name?: string): Promise<LearnedEvent[]> {
  return [
    ...(await sql<LearnedEvent[]>`
    select name, events, imported, observed, first_at as "firstAt", last_at as "lastAt" from schema_event
    where workspace = ${workspace} ${name === undefined ? sql`` : sql`and name = ${name}`}
    order by events desc, name`),
  ];
}

/** Events by day since `from`, both as `YYYY-MM-DD`. */
export async function readDays(
  sql: Sql,
  workspace: WorkspaceId,
  from: string,
  name?: string,
): Promise<{ name: string; day: string; events: number }[]> {
  return [
    ...(await sql<{ name: string; day: string; events: number }[]>`
    select name, day::text as day, events from schema_event_day
    where workspace = ${workspace} and day >= ${from}::date ${name === undefined ? sql`` : sql`and name = ${name}`}
    order by name, day`),
  ];
}
