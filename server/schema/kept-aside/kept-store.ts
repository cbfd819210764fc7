import type { Sql } from '#components/postgres/database.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { SchemaSettings } from '#contracts/schema/schema.ts';
import type { KeptAction, KeptEvent, KeptGroup, KeptGroupKey } from '#contracts/schema/schema-kept-aside.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';

export interface KeptRow {
  readonly id: string;
  readonly event: TrackedEvent;
  readonly problems: KeptEvent['problems'];
}

const actionsShown = 20;
const day = 86_400_000;
export const bytesPerMegabyte = 1024 * 1024;

const inGroup = (sql: Sql, workspace: WorkspaceId, { kind, name, reason, path }: KeptGroupKey) => sql`
  workspace = ${workspace} and kind = ${kind} and name = ${name} and reason = ${reason} and path = ${path}`;

/** The largest first. */
export async function readGroups(sql: Sql, workspace: WorkspaceId): Promise<KeptGroup[]> {
  const rows = await sql<(Omit<KeptGroup, 'firstAt' | 'lastAt'> & { firstAt: number; lastAt: number })[]>`
    select kind, name, reason, path, count(*) as count, sum(bytes) as bytes,
      min(received_at) as "firstAt", max(received_at) as "lastAt"
    from kept_event where workspace = ${workspace} and state = 'kept'
    group by kind, name, reason, path order by count desc, name limit 500`;
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes), firstAt: iso(row.firstAt), lastAt: iso(row.lastAt) }));
}

/** Newest first, `limit` and one more where there is one. */
export async function readKept(
  sql: Sql,
  workspace: WorkspaceId,
  group: KeptGroupKey,
  limit: number,
  offset = 0,
): Promise<KeptRow[]> {
  const rows = await sql<{ id: string; body: string; problems: string }[]>`
    select id, body, problems from kept_event
    where ${inGroup(sql, workspace, group)} and state = 'kept'
    order by received_at desc, id limit ${limit} offset ${offset}`;
  return rows.map(({ id, body, problems }) => ({
    id,
    event: JSON.parse(body) as TrackedEvent,
    problems: JSON.parse(problems) as KeptEvent['problems'],
  }));
}

/** What all of it takes, whatever state it is in. */
export async function readKeptSize(sql: Sql, workspace: WorkspaceId): Promise<{ events: number; bytes: number }> {
  const [row] = await sql<{ events: number; bytes: string }[]>`
    select count(*) filter (where state in ('kept', 'waiting')) as events, coalesce(sum(bytes), 0) as bytes
    from kept_event where workspace = ${workspace}`;
  return { events: row?.events ?? 0, bytes: Number(row?.bytes ?? 0) };
}

export async function readActions(sql: Sql, workspace: WorkspaceId, id?: string): Promise<KeptAction[]> {
  const rows = await sql<(Omit<KeptAction, 'steps' | 'at'> & { steps: string; at: Date })[]>`
    select id, action, kind, name, reason, path, steps, as_history as "asHistory", total, replayed, returned, state,
      created_at as at,
      (select count(*) from kept_event k where k.action = kept_action.id and k.state = 'waiting') as waiting
    from kept_action
    where workspace = ${workspace} ${id === undefined ? sql`` : sql`and id = ${id}`}
    order by created_at desc limit ${actionsShown}`;
  return rows.map((row) => ({ ...row, steps: JSON.parse(row.steps), at: row.at.toISOString() }));
}

export interface NewAction {
  readonly id: string;
  readonly action: KeptAction['action'];
  readonly group: KeptGroupKey;
  readonly steps?: KeptAction['steps'];
  readonly asHistory?: boolean;
}

/** Takes everything that the group has at this moment. */
export async function startAction(
  sql: Sql,
  workspace: WorkspaceId,
  { id, action, group, steps = [], asHistory = false }: NewAction,
): Promise<void> {
  const [becomes, state] = action === 'replay' ? ['waiting', 'running'] : ['discarded', 'done'];
  await sql`
    with taken as (
      update kept_event set state = ${becomes ?? ''}, action = ${id}
      where ${inGroup(sql, workspace, group)} and state = 'kept' returning id
    )
    insert into kept_action (workspace, id, action, kind, name, reason, path, steps, as_history, total, state)
    select ${workspace}, ${id}, ${action}, ${group.kind}, ${group.name}, ${group.reason}, ${group.path},
      ${JSON.stringify(steps)}, ${asHistory}, (select count(*) from taken), ${state ?? ''}`;
}

/** False where it is no discarding that could be taken back. */
export async function undoDiscard(sql: Sql, workspace: WorkspaceId, id: string): Promise<boolean> {
  return sql.begin(async (transaction) => {
    const undone = await transaction`
      update kept_action set state = 'undone'
      where workspace = ${workspace} and id = ${id} and action = 'discard' and state = 'done'`;
    if (undone.count === 0) return false;
    await transaction`
      update kept_event set state = 'kept', action = null
      where workspace = ${workspace} and action = ${id} and state = 'discarded'`;
    return true;
  });
}

/** Drops what is older than its days and, the oldest first, what is beyond the bytes. */
export async function dropKept(
  sql: Sql,
  workspace: WorkspaceId,
  { keptAsideDays, keptAsideMegabytes }: SchemaSettings,
  now: number,
): Promise<void> {
  const horizon = now - keptAsideDays * day;
  await sql`delete from kept_event where workspace = ${workspace} and received_at < ${horizon}`;
  await sql`
    delete from kept_action
    where workspace = ${workspace} and created_at < to_timestamp(${horizon / 1_000}::float8) and state <> 'running'`;
  const limit = keptAsideMegabytes * bytesPerMegabyte;
  const { bytes } = await readKeptSize(sql, workspace);
  if (bytes <= limit) return;
  await sql`
    delete from kept_event where workspace = ${workspace} and id in (
      select id from (
        select id, sum(bytes) over (order by received_at desc, id desc) as total
        from kept_event where workspace = ${workspace}
      ) as aged where total > ${limit}
    )`;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
