import { stableUuid } from '#core/stable-id.ts';
import type { ImportParts } from './import-rows.ts';
import { closedImport } from './sent-import-rows.ts';

/** What became of the events of one call: `accepted` are duplicates too. */
export interface CallOutcome {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
}

/**
 * The import that all calls of one name belong to; the first makes it. Nobody says when the last call was, so it is done
 * after each, and the next one opens it again. Throws `wrong_status` once it is taken back.
 */
export async function openNamedImport(parts: ImportParts, name: string): Promise<string> {
  const { sql, workspace } = parts;
  const id = stableUuid('named import', String(workspace), name);
  await sql`
    insert into import
      (workspace, id, name, bytes, received, lines, client_kind, status, has_content, started_at, finished_at)
    values (${workspace}, ${id}, ${name}, 0, 0, 0, 'events', 'done', false, now(), now())
    on conflict do nothing`;
  const rows = await sql`select id from import where workspace = ${workspace} and id = ${id} and status = 'done'`;
  if (rows.length === 0) throw await closedImport(parts, id);
  return id;
}

/** Adds the outcome of a call to the figures of its import. */
export async function countNamedImport(
  { sql, workspace }: ImportParts,
  id: string,
  { accepted, duplicates, rejected }: CallOutcome,
): Promise<void> {
  const [events, taken] = [accepted + rejected, accepted - duplicates];
  await sql`
    update import set lines = lines + ${events}, settled = settled + ${events}, updated_at = now(), finished_at = now(),
      progress = jsonb_build_object(
        'settled', settled + ${events}::bigint,
        'line', settled + ${events}::bigint,
        'taken', coalesce((progress::jsonb ->> 'taken')::bigint, 0) + ${taken}::bigint,
        'duplicates', coalesce((progress::jsonb ->> 'duplicates')::bigint, 0) + ${duplicates}::bigint,
        'rejected', jsonb_strip_nulls(jsonb_build_object('refused_by_server',
          nullif(coalesce((progress::jsonb #>> '{rejected,refused_by_server}')::bigint, 0) + ${rejected}::bigint, 0))),
        'perSecond', 0)::text
    where workspace = ${workspace} and id = ${id}`;
}
