import type { Sql } from '#components/postgres/database.ts';
import type { CreateRehearsalRequest, rehearsalStatuses } from '#contracts/api/rehearsal.ts';
import { RequestError } from '#contracts/errors.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { type RehearsalCounts, rehearsalCounts } from '#contracts/rehearsal.ts';

export interface RehearsalParts {
  readonly sql: Sql;
  readonly workspace: WorkspaceId;
}

export interface RehearsalRow {
  readonly id: string;
  readonly journey: string;
  readonly draft: string;
  readonly from: Date;
  readonly until: Date;
  readonly peopleAtMost: number;
  readonly status: (typeof rehearsalStatuses)[number];
  readonly peopleDone: number;
  readonly peopleTotal: number | null;
  readonly perMille: number | null;
  readonly counts: RehearsalCounts | null;
  readonly error: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** Of each journey the newest are kept. */
const kept = 20;

function selected(sql: Sql) {
  return sql`id, journey, draft, from_at as "from", until_at as until, people_at_most as "peopleAtMost", status,
    people_done as "peopleDone", people_total as "peopleTotal", per_mille as "perMille", counts, error,
    created_by as "createdBy", created_at as "createdAt", finished_at as "finishedAt"`;
}

type Stored = Omit<RehearsalRow, 'counts'> & { readonly counts: string | null };

function read(row: Stored): RehearsalRow {
  return { ...row, counts: row.counts === null ? null : rehearsalCounts.parse(JSON.parse(row.counts)) };
}

export async function insertRehearsal(
  { sql, workspace }: RehearsalParts,
  draft: JourneyDefinition,
  { from, until, peopleAtMost }: CreateRehearsalRequest,
  createdBy: string,
): Promise<RehearsalRow> {
  const [row] = await sql<Stored[]>`
    insert into journey_rehearsal
      (workspace, id, journey, draft, from_at, until_at, people_at_most, status, created_by)
    values (${workspace}, gen_random_uuid(), ${draft.id}, ${JSON.stringify(draft)}, ${from}, ${until}, ${peopleAtMost},
      'waiting', ${createdBy})
    returning ${selected(sql)}`;
  if (row === undefined) throw new Error('A rehearsal that was stored is missing');
  await sql`
    delete from journey_rehearsal where workspace = ${workspace} and journey = ${draft.id} and id in (
      select id from journey_rehearsal where workspace = ${workspace} and journey = ${draft.id}
        and status not in ('waiting', 'running')
      order by created_at desc offset ${kept})`;
  return read(row);
}

export async function listRehearsals(
  { sql, workspace }: RehearsalParts,
  journey: string,
): Promise<readonly RehearsalRow[]> {
  const rows = await sql<Stored[]>`
    select ${selected(sql)} from journey_rehearsal where workspace = ${workspace} and journey = ${journey}
    order by created_at desc limit ${kept}`;
  return rows.map(read);
}

/** Throws `not_found`. */
export async function findRehearsal(
  { sql, workspace }: RehearsalParts,
  journey: string,
  id: string,
): Promise<RehearsalRow> {
  const [row] = await sql<Stored[]>`
    select ${selected(sql)} from journey_rehearsal
    where workspace = ${workspace} and journey = ${journey} and id = ${id}`;
  if (row === undefined)
    throw new RequestError('not_found', {
      message: 'There is no such rehearsal; it may have given way to newer ones.',
    });
  return read(row);
}

/** The oldest that is asked for or was under way when the server ended. */
export async function nextRehearsal({ sql, workspace }: RehearsalParts): Promise<RehearsalRow | undefined> {
  const [row] = await sql<Stored[]>`
    select ${selected(sql)} from journey_rehearsal
    where workspace = ${workspace} and status in ('waiting', 'running') order by created_at limit 1`;
  return row && read(row);
}

/** False where it was cancelled meanwhile. */
export async function noteProgress(
  { sql, workspace }: RehearsalParts,
  id: string,
  { done, total, perMille }: { readonly done: number; readonly total: number; readonly perMille: number },
): Promise<boolean> {
  const rows = await sql`
    update journey_rehearsal
    set status = 'running', people_done = ${done}, people_total = ${total}, per_mille = ${perMille}
    where workspace = ${workspace} and id = ${id} and status in ('waiting', 'running') returning id`;
  return rows.length > 0;
}

export async function finishRehearsal(
  { sql, workspace }: RehearsalParts,
  id: string,
  end: { readonly counts: RehearsalCounts } | { readonly error: string },
): Promise<void> {
  const [counts, error] = 'counts' in end ? [JSON.stringify(end.counts), null] : [null, end.error];
  await sql`
    update journey_rehearsal set status = ${error === null ? 'done' : 'failed'}, counts = ${counts}, error = ${error},
      people_done = coalesce(${'counts' in end ? end.counts.people : null}, people_done), finished_at = now()
    where workspace = ${workspace} and id = ${id} and status in ('waiting', 'running')`;
}

/** What is over stays as it is. */
export async function cancelRehearsal({ sql, workspace }: RehearsalParts, id: string): Promise<void> {
  await sql`
    update journey_rehearsal set status = 'cancelled', finished_at = now()
    where workspace = ${workspace} and id = ${id} and status in ('waiting', 'running')`;
}
