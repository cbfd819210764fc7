import { uuidv7 } from 'uuidv7';
import type { Sql } from '#components/postgres/database.ts';
import type { ImportCheck, ImportJob, ImportProgress, ImportStatus } from '#contracts/api/import.ts';
import type { ImportUndo } from '#contracts/api/import-undo.ts';
import { RequestError } from '#contracts/errors.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import {
  type ImportFormat,
  type ImportKindName,
  type ImportMapping,
  importFormat,
  importMapping,
  repeatOf,
} from '#contracts/import.ts';

export interface ImportParts {
  readonly sql: Sql;
  readonly workspace: WorkspaceId;
}

/** What a dry run found, and for which format and mapping. */
export type StoredCheck = Omit<ImportCheck, 'current'> & { readonly of: string };

export interface ImportRow {
  readonly id: string;
  readonly name: string;
  readonly source: string | null;
  readonly status: ImportStatus;
  readonly bytes: number;
  readonly received: number;
  readonly hash: string | null;
  readonly lines: number | null;
  readonly format: ImportFormat | null;
  readonly mapping: ImportMapping | null;
  /** What its rows become; of an import that a client sends itself. */
  readonly clientKind: ImportKindName | null;
  readonly journeys: boolean;
  /** False for an import that had begun in the order of its file when imports began to go person by person. */
  readonly byPerson: boolean;
  readonly checked: StoredCheck | null;
  readonly settled: number;
  readonly progress: ImportProgress | null;
  readonly undo: ImportUndo | null;
  readonly error: string | null;
  readonly hasContent: boolean;
  readonly earlier: ImportJob['earlier'];
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

interface StoredRow {
  readonly [name: string]: unknown;
  readonly format: string | null;
  readonly mapping: string | null;
  readonly checked: string | null;
  readonly progress: string | null;
  readonly undo: string | null;
  readonly earlierId: string | null;
  readonly earlierAt: Date | null;
  readonly earlierMapping: string | null;
}

function selected(sql: Sql) {
  return sql`
    i.id, i.name, i.source, i.status, i.bytes, i.received, i.hash, i.lines, i.format, i.mapping, i.journeys,
    i.by_person as "byPerson", i.client_kind as "clientKind", i.checked, i.settled, i.progress, i.undo, i.error, i.has_content as "hasContent",
    i.created_at as "createdAt", i.started_at as "startedAt", i.finished_at as "finishedAt", e.id as "earlierId",
    e.finished_at as "earlierAt", e.mapping as "earlierMapping"`;
}

/** With the last import of the same content as the same kind, where there was one before. */
function fromImport({ sql }: ImportParts) {
  return sql`
    from import i left join lateral (
      select o.id, o.finished_at, o.mapping from import o
      where o.workspace = i.workspace and o.hash = i.hash and o.id <> i.id and o.status = 'done'
        and o.created_at < i.created_at and o.mapping::json ->> 'kind' = i.mapping::json ->> 'kind'
      order by o.finished_at desc limit 1
    ) e on true`;
}

function read({ earlierId, earlierAt, earlierMapping, ...row }: StoredRow): ImportRow {
  return {
    ...row,
    format: row.format === null ? null : importFormat.parse(JSON.parse(row.format)),
    mapping: row.mapping === null ? null : importMapping.parse(JSON.parse(row.mapping)),
    checked: row.checked === null ? null : (JSON.parse(row.checked) as StoredCheck),
    progress: row.progress === null ? null : (JSON.parse(row.progress) as ImportProgress),
    undo: row.undo === null ? null : (JSON.parse(row.undo) as ImportUndo),
    earlier:
      earlierId !== null && earlierAt !== null && earlierMapping !== null
        ? {
            id: earlierId,
            finishedAt: earlierAt.toISOString(),
            repeat: repeatOf(importMapping.parse(JSON.parse(earlierMapping))),
          }
        : null,
  } as ImportRow;
}

/** Newest first. */
export async function listImports(
  parts: ImportParts,
  { limit, offset, source }: { limit: number; offset: number; source?: string | undefined },
): Promise<readonly ImportRow[]> {
  const { sql, workspace } = parts;
  const rows = await sql<StoredRow[]>`
    select ${selected(sql)} ${fromImport(parts)} where i.workspace = ${workspace}
      and (${source ?? null}::uuid is null or i.source = ${source ?? null})
    order by i.created_at desc, i.id limit ${limit} offset ${offset}`;
  return rows.map(read);
}

/** Throws `not_found`. */
export async function findImport(parts: ImportParts, id: string): Promise<ImportRow> {
  const { sql, workspace } = parts;
  const [row] = await sql<StoredRow[]>`
    select ${selected(sql)} ${fromImport(parts)} where i.workspace = ${workspace} and i.id::text = ${id}`;
  if (row === undefined)
    throw new RequestError('not_found', { message: 'There is no such import; it may be deleted.' });
  return read(row);
}

/** What waits to be worked off by the server, the one that waits longest first. */
export async function nextImport(parts: ImportParts): Promise<ImportRow | undefined> {
  const { sql, workspace } = parts;
  const [row] = await sql<StoredRow[]>`
    select ${selected(sql)} ${fromImport(parts)}
    where i.workspace = ${workspace} and i.status in ('checking', 'importing', 'undoing')
      and (i.client_kind is null or i.status = 'undoing')
    order by i.updated_at limit 1`;
  return row && read(row);
}

export async function insertImport(
  { sql, workspace }: ImportParts,
  { name, bytes, source }: { name: string; bytes: number; source?: string },
): Promise<string> {
  const id = uuidv7();
  await sql`
    insert into import (workspace, id, name, bytes, source, status)
    values (${workspace}, ${id}, ${name}, ${bytes}, ${source ?? null}, 'uploading')`;
  return id;
}

export async function saveReceived({ sql, workspace }: ImportParts, id: string, received: number): Promise<void> {
  await sql`
    update import set received = ${received}, updated_at = now()
    where workspace = ${workspace} and id = ${id} and status = 'uploading'`;
}

/** The whole file is there. */
export async function saveUploaded(
  { sql, workspace }: ImportParts,
  id: string,
  { bytes, format, mapping }: { bytes: number; format: ImportFormat; mapping: ImportMapping },
): Promise<void> {
  await sql`
    update import set status = 'ready', bytes = ${bytes}, received = ${bytes}, format = ${JSON.stringify(format)},
      mapping = ${JSON.stringify(mapping)}, updated_at = now()
    where workspace = ${workspace} and id = ${id} and status = 'uploading'`;
}

export async function saveMapping(
  { sql, workspace }: ImportParts,
  id: string,
  { format, mapping }: { format: ImportFormat; mapping: ImportMapping },
): Promise<boolean> {
  const rows = await sql`
    update import set format = ${JSON.stringify(format)}, mapping = ${JSON.stringify(mapping)}, updated_at = now()
    where workspace = ${workspace} and id = ${id} and status = 'ready' returning id`;
  return rows.length > 0;
}

/** False when it was in none of the states that this may follow. */
export async function moveImport(
  { sql, workspace }: ImportParts,
  id: string,
  from: readonly ImportStatus[],
  to: ImportStatus,
  { journeys, error }: { journeys?: boolean; error?: string } = {},
): Promise<boolean> {
  const rows = await sql`
    update import set status = ${to}, error = ${error ?? null}, updated_at = now(),
      journeys = coalesce(${journeys ?? null}, journeys),
      started_at = case when ${to} = 'importing' then coalesce(started_at, now()) else started_at end,
      finished_at = case when ${to} in ('done', 'cancelled') then now() else finished_at end
    where workspace = ${workspace} and id = ${id} and status = any(${[...from]}) returning id`;
  return rows.length > 0;
}

export async function saveFingerprint(
  { sql, workspace }: ImportParts,
  id: string,
  { hash, lines }: { hash: string; lines: number },
): Promise<void> {
  await sql`update import set hash = ${hash}, lines = ${lines} where workspace = ${workspace} and id = ${id}`;
}

export async function isImporting({ sql, workspace }: ImportParts, id: string): Promise<boolean> {
  const rows = await sql`select id from import where workspace = ${workspace} and id = ${id} and status = 'importing'`;
  return rows.length > 0;
}

/** False when it is not importing any more: somebody paused or cancelled it. */
export async function saveProgress(
  { sql, workspace }: ImportParts,
  id: string,
  progress: ImportProgress,
): Promise<boolean> {
  const rows = await sql<{ status: string }[]>`
    update import set settled = ${progress.settled}, progress = ${JSON.stringify(progress)}
    where workspace = ${workspace} and id = ${id} returning status`;
  return rows[0]?.status === 'importing';
}

/** False when it is not checking any more. */
export async function saveCheck({ sql, workspace }: ImportParts, id: string, check: StoredCheck): Promise<boolean> {
  const rows = await sql<{ status: string }[]>`
    update import set checked = ${JSON.stringify(check)} where workspace = ${workspace} and id = ${id} returning status`;
  return rows[0]?.status === 'checking';
}

/** It is taken back from now on. False where it is in none of the states in which that can be. */
export async function beginUndo({ sql, workspace }: ImportParts, id: string, undo: ImportUndo): Promise<boolean> {
  const rows = await sql`
    update import set status = 'undoing', undo = ${JSON.stringify(undo)}, error = null, updated_at = now()
    where workspace = ${workspace} and id = ${id} and status in ('done', 'cancelled', 'paused', 'failed') returning id`;
  return rows.length > 0;
}

export async function saveUndo({ sql, workspace }: ImportParts, id: string, undo: ImportUndo): Promise<void> {
  await sql`update import set undo = ${JSON.stringify(undo)} where workspace = ${workspace} and id = ${id}`;
}

export async function finishUndo({ sql, workspace }: ImportParts, id: string, undo: ImportUndo): Promise<void> {
  await sql`
    update import set status = 'undone', undo = ${JSON.stringify(undo)}, updated_at = now()
    where workspace = ${workspace} and id = ${id} and status = 'undoing'`;
}

/** False while it is being worked off. */
export async function deleteImport({ sql, workspace }: ImportParts, id: string): Promise<boolean> {
  const rows = await sql`
    delete from import where workspace = ${workspace} and id = ${id} and status not in ('checking', 'importing', 'undoing')
    returning id`;
  return rows.length > 0;
}

/** Those whose end, or last change when they never began, lies before; their files may go. */
export async function forgetContents({ sql, workspace }: ImportParts, before: Date): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    update import set has_content = false
    where workspace = ${workspace} and has_content and status not in ('checking', 'importing', 'undoing')
      and coalesce(finished_at, updated_at) < ${before}
    returning id`;
  return rows.map(({ id }) => id);
}
