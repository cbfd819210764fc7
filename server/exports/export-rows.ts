import { uuidv7 } from 'uuidv7';
import type { Sql } from '#components/postgres/database.ts';
import { type CreateExportRequest, createExportRequest, type ExportJob } from '#contracts/api/export.ts';
import { RequestError } from '#contracts/errors.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';

/** A file is kept for so long. */
export const exportDays = 7;

const forgotten = '•••';

export interface ExportParts {
  readonly sql: Sql;
  readonly workspace: WorkspaceId;
}

export interface ExportRow {
  readonly id: string;
  readonly request: CreateExportRequest;
  readonly columns: readonly string[];
  readonly status: ExportJob['status'];
  readonly written: number;
  readonly total: number | null;
  readonly bytes: number | null;
  readonly owner: string;
  readonly createdBy: string;
  readonly role: 'viewer' | 'admin';
  readonly downloads: number;
  readonly error: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly expiresAt: Date | null;
}

function selected({ sql, workspace }: ExportParts) {
  return sql`
    select e.id, e.request, e.columns, e.status, e.written, e.total, e.bytes, e.owner, e.created_by as "createdBy",
      e.role, e.error, e.created_at as "createdAt", e.finished_at as "finishedAt", e.expires_at as "expiresAt",
      (select count(*)::integer from export_download d
       where d.workspace = e.workspace and d.export = e.id) as downloads
    from export e where e.workspace = ${workspace}`;
}

type Stored = Omit<ExportRow, 'request'> & { readonly request: string };

function read({ request, ...row }: Stored): ExportRow {
  return { ...row, request: createExportRequest.parse(JSON.parse(request)) };
}

/** Newest first; those of one owner, or all. */
export async function listExports(
  parts: ExportParts,
  { owner, limit, offset }: { owner: string | undefined; limit: number; offset: number },
): Promise<readonly ExportRow[]> {
  const rows = await parts.sql<Stored[]>`
    ${selected(parts)} and (${owner ?? null}::text is null or e.owner = ${owner ?? null})
    order by e.created_at desc, e.id limit ${limit} offset ${offset}`;
  return rows.map(read);
}

/** Throws `not_found`. */
export async function findExport(parts: ExportParts, id: string): Promise<ExportRow> {
  const [row] = await parts.sql<Stored[]>`${selected(parts)} and e.id::text = ${id}`;
  if (row !== undefined) return read(row);
  throw new RequestError('not_found', { message: 'There is no such export; it may be deleted.' });
}

/** The one that waits longest; one that a process left unfinished begins anew. */
export async function nextExport(parts: ExportParts): Promise<ExportRow | undefined> {
  const [row] = await parts.sql<Stored[]>`
    ${selected(parts)} and e.status in ('waiting', 'running') order by e.created_at limit 1`;
  return row && read(row);
}

export async function insertExport(
  { sql, workspace }: ExportParts,
  { request, columns, owner, createdBy, role }: Pick<ExportRow, 'request' | 'columns' | 'owner' | 'createdBy' | 'role'>,
): Promise<string> {
  const id = uuidv7();
  await sql`
    insert into export (workspace, id, request, columns, status, owner, created_by, role)
    values (${workspace}, ${id}, ${JSON.stringify(request)}, ${[...columns]}, 'waiting', ${owner}, ${createdBy}, ${role})`;
  return id;
}

export async function saveProgress(
  { sql, workspace }: ExportParts,
  id: string,
  { written, total }: { written: number; total: number | null },
): Promise<void> {
  await sql`
    update export set status = 'running', written = ${written}, total = ${total}
    where workspace = ${workspace} and id = ${id}`;
}

export async function finishExport(
  { sql, workspace }: ExportParts,
  id: string,
  ended: { readonly rows: number; readonly bytes: number; readonly expiresAt: Date } | { readonly error: string },
): Promise<void> {
  if ('error' in ended) {
    await sql`
      update export set status = 'failed', error = ${ended.error}, finished_at = now()
      where workspace = ${workspace} and id = ${id}`;
    return;
  }
  await sql`
    update export set status = 'done', written = ${ended.rows}, total = ${ended.rows}, bytes = ${ended.bytes},
      finished_at = now(), expires_at = ${ended.expiresAt}
    where workspace = ${workspace} and id = ${id}`;
}

/**
 * Exports whose file is to be deleted now, which are told so. What was searched for may name somebody, and is forgotten with
 * the file, as the receipt of an erasure says.
 */
export async function expireExports({ sql, workspace }: ExportParts, now: Date): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    update export set status = 'expired' where workspace = ${workspace} and status = 'done' and expires_at <= ${now}
    returning id`;
  const failedBefore = new Date(now.getTime() - exportDays * 86_400_000);
  await sql`
    update export set request = jsonb_set(request::jsonb, '{rows,filters,search}', to_jsonb(${forgotten}::text))::text
    where workspace = ${workspace} and position('"search"' in request) > 0
      and (status = 'expired' or (status = 'failed' and finished_at <= ${failedBefore}))
      and request::jsonb #>> '{rows,filters,search}' <> ${forgotten}`;
  return rows.map(({ id }) => id);
}

export async function expireExport({ sql, workspace }: ExportParts, id: string): Promise<void> {
  await sql`
    update export set status = 'expired', expires_at = now()
    where workspace = ${workspace} and id = ${id} and status in ('done', 'failed')`;
}

export async function noteDownload({ sql, workspace }: ExportParts, id: string, by: string): Promise<void> {
  await sql`insert into export_download (workspace, export, downloaded_by) values (${workspace}, ${id}, ${by})`;
}
