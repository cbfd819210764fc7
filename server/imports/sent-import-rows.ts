import type { BeginSentImportRequest, TellSentImportRequest } from '#contracts/api/sent-import.ts';
import { RequestError } from '#contracts/errors.ts';
import type { ImportParts } from './import-rows.ts';

/** A repeat changes nothing. */
export async function beginSentImport(
  { sql, workspace }: ImportParts,
  { id, name, bytes, lines, kind }: BeginSentImportRequest,
): Promise<void> {
  await sql`
    insert into import (workspace, id, name, bytes, received, lines, client_kind, status, has_content, started_at)
    values (${workspace}, ${id}, ${name}, ${bytes}, ${bytes}, ${lines}, ${kind}, 'importing', false, now())
    on conflict do nothing`;
}

/** The end may be said again. Throws `not_found` and `wrong_status`: somebody stopped it, or it is over. */
export async function tellSentImport(
  parts: ImportParts,
  id: string,
  { status, progress, error }: TellSentImportRequest,
): Promise<void> {
  const { sql, workspace } = parts;
  const rows = await sql`
    update import set status = ${status}, settled = ${progress.settled}, progress = ${JSON.stringify(progress)},
      error = ${error ?? null}, updated_at = now(),
      finished_at = case when ${status} = 'done' then coalesce(finished_at, now()) else finished_at end
    where workspace = ${workspace} and id = ${id} and client_kind is not null
      and (status in ('importing', 'paused', 'failed') or (status = 'done' and ${status} = 'done'))
    returning id`;
  if (rows.length === 0) throw await closedImport(parts, id);
}

/** Throws `not_found` and `wrong_status`: what comes after an import was ended would not be taken back with it. */
export async function requireSentImport(parts: ImportParts, id: string): Promise<void> {
  const { sql, workspace } = parts;
  const rows = await sql`
    select id from import
    where workspace = ${workspace} and id = ${id} and client_kind is not null and status = 'importing'`;
  if (rows.length === 0) throw await closedImport(parts, id);
}

/** Why an import takes nothing: `not_found` or `wrong_status`. */
export async function closedImport({ sql, workspace }: ImportParts, id: string): Promise<RequestError> {
  const [row] = await sql<{ status: string; isSent: boolean }[]>`
    select status, client_kind is not null as "isSent" from import where workspace = ${workspace} and id = ${id}`;
  if (row === undefined) {
    return new RequestError('not_found', { message: 'There is no such import; it may be deleted.' });
  }
  const message = row.isSent
    ? `The import is ${row.status}; it takes nothing more.`
    : 'The server itself reads the file of this import.';
  return new RequestError('wrong_status', { message });
}
