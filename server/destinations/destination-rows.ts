import { uuidv7 } from 'uuidv7';
import type { Sql } from '#components/postgres/database.ts';
import type { Destination } from '#contracts/api/destination.ts';
import { type DestinationDefinition, destinationDefinition } from '#contracts/destination.ts';
import { RequestError } from '#contracts/errors.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';

export interface DestinationParts {
  readonly sql: Sql;
  readonly workspace: WorkspaceId;
}

export interface DestinationRow {
  readonly id: string;
  readonly definition: DestinationDefinition;
  readonly secrets: Uint8Array;
  readonly oldSecretUntil: Date | null;
  readonly status: Destination['status'];
  readonly pauseReason: Destination['pauseReason'];
  readonly failingSince: Date | null;
  readonly lastReason: string | null;
  readonly lastStatusCode: number | null;
  readonly lastDeliveredAt: Date | null;
  readonly figures: Destination['figures'];
  readonly replays: number;
  readonly createdAt: Date;
  readonly revision: number;
}

export async function listDestinations(parts: DestinationParts): Promise<readonly DestinationRow[]> {
  return read(parts, null);
}

/** Throws `not_found`. */
export async function findDestination(parts: DestinationParts, id: string): Promise<DestinationRow> {
  const [row] = await read(parts, id);
  if (row !== undefined) return row;
  throw new RequestError('not_found', { message: 'There is no such destination; it may be deleted.' });
}

async function read({ sql, workspace }: DestinationParts, id: string | null): Promise<readonly DestinationRow[]> {
  const rows = await sql<(Omit<DestinationRow, 'definition' | 'figures'> & { definition: string } & Figures)[]>`
    select d.id, d.definition, d.secrets, d.old_secret_until as "oldSecretUntil", d.status,
      d.pause_reason as "pauseReason", d.failing_since as "failingSince", d.last_reason as "lastReason",
      d.last_status_code as "lastStatusCode", d.last_delivered_at as "lastDeliveredAt", d.created_at as "createdAt",
      d.revision, f.items, f.delivered, f.pending, f.failed, r.replays
    from destination d
    cross join lateral (
      select coalesce(sum(items) filter (where status = 'delivered'), 0)::integer as items,
        count(*) filter (where status = 'delivered')::integer as delivered,
        count(*) filter (where status = 'pending')::integer as pending,
        count(*) filter (where status = 'failed')::integer as failed
      from destination_batch b
      where b.workspace = d.workspace and b.destination = d.id
        and (b.created_at > now() - interval '24 hours' or b.status = 'pending')
    ) f
    cross join lateral (
      select count(distinct s.id)::integer as replays from destination_stream s
      where s.workspace = d.workspace and s.destination = d.id and s.kind = 'replay'
    ) r
    where d.workspace = ${workspace} and (${id}::text is null or d.id::text = ${id})
    order by d.created_at, d.id`;
  return rows.map(({ definition, items, delivered, pending, failed, ...row }) => ({
    ...row,
    definition: destinationDefinition.parse(JSON.parse(definition)),
    figures: { items, delivered, pending, failed },
  }));
}

type Figures = Destination['figures'];

/** `sees`: whoever asks may see the query of its address, in which receivers like to hide a key. */
export function presentDestination({ definition, secrets: _, ...row }: DestinationRow, sees: boolean): Destination {
  const text = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...row,
    ...definition,
    url: sees ? definition.url : withoutQuery(definition.url),
    oldSecretUntil: row.oldSecretUntil !== null && row.oldSecretUntil > new Date() ? text(row.oldSecretUntil) : null,
    failingSince: text(row.failingSince),
    lastDeliveredAt: text(row.lastDeliveredAt),
    createdAt: row.createdAt.toISOString(),
  };
}

function withoutQuery(address: string): string {
  const url = new URL(address);
  return url.search === '' && url.username === '' ? address : `${url.origin}${url.pathname}?•••`;
}

/** A destination that takes what is recorded from now on. */
export async function insertDestination(
  { sql, workspace }: DestinationParts,
  definition: DestinationDefinition,
  seal: (id: string) => Uint8Array,
): Promise<string> {
  const id = uuidv7();
  await sql.begin(async (transaction) => {
    await transaction`
      insert into destination (workspace, id, definition, secrets)
      values (${workspace}, ${id}, ${JSON.stringify(definition)}, ${seal(id)})`;
    await transaction`
      insert into destination_stream (workspace, destination, id, lane, kind, commit_number, ordinal)
      select ${workspace}::integer, ${id}::uuid, ${id}::uuid, lane, 'live', commit_number, 4294967296 from lane_position`;
  });
  return id;
}

/** Throws `revision_conflict`. */
export async function saveDefinition(
  { sql, workspace }: DestinationParts,
  id: string,
  definition: DestinationDefinition,
  revision: number,
): Promise<void> {
  const saved = await sql`
    update destination set definition = ${JSON.stringify(definition)}, revision = revision + 1
    where workspace = ${workspace} and id = ${id} and revision = ${revision}`;
  if (saved.count === 0) throw new RequestError('revision_conflict');
}

export async function saveSecrets(
  { sql, workspace }: DestinationParts,
  { id, revision }: Pick<DestinationRow, 'id' | 'revision'>,
  secrets: Uint8Array,
  oldSecretUntil: Date | null,
): Promise<void> {
  const saved = await sql`
    update destination set secrets = ${secrets}, old_secret_until = ${oldSecretUntil}, revision = revision + 1
    where workspace = ${workspace} and id = ${id} and revision = ${revision}`;
  if (saved.count === 0) throw new RequestError('revision_conflict');
}

/** Throws `wrong_status` where it is that already. */
export async function moveDestination(
  { sql, workspace }: DestinationParts,
  id: string,
  status: Destination['status'],
): Promise<void> {
  const moved = await sql`
    update destination set status = ${status}, pause_reason = ${status === 'paused' ? 'by_hand' : null},
      failing_since = null, refused_in_a_row = 0, revision = revision + 1
    where workspace = ${workspace} and id = ${id} and status <> ${status}`;
  if (moved.count === 0) throw new RequestError('wrong_status');
}

export async function deleteDestination({ sql, workspace }: DestinationParts, id: string): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`delete from destination_batch where workspace = ${workspace} and destination = ${id}`;
    await transaction`delete from destination_stream where workspace = ${workspace} and destination = ${id}`;
    await transaction`delete from destination where workspace = ${workspace} and id = ${id}`;
  });
}
