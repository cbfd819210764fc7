import { randomInt } from 'node:crypto';
import type { DefinitionStatus } from '#contracts/api/definition.ts';
import type { Author } from '#contracts/author.ts';
import { RequestError } from '#contracts/errors.ts';
import type { DefinitionParts } from './parts.ts';

export type DefinitionKind = 'segment' | 'journey' | 'message';

/** One row of the table; `draft` and `published` are JSON text of the kind's definition. */
export interface DefinitionRow {
  readonly id: string;
  readonly name: string;
  readonly status: DefinitionStatus;
  readonly revision: number;
  readonly version: number;
  readonly draft: string;
  readonly published: string | null;
  readonly updatedAt: Date;
  readonly publishedAt: Date | null;
  /** Who saved the draft last; null before that is known. */
  readonly savedBy: string | null;
  readonly savedByEmail: string | null;
  /** A colleague's no to the draft as it is. */
  readonly declined: { readonly by: string; readonly at: string; readonly reason: string } | null;
}

const columns = ['id', 'name', 'status', 'revision', 'version', 'draft', 'published', 'declined'] as const;

function selected({ sql }: DefinitionParts) {
  return sql`${sql(columns)}, updated_at as "updatedAt", published_at as "publishedAt",
    saved_by as "savedBy", saved_by_email as "savedByEmail"`;
}

/** The last changed first. */
export async function listRows(
  parts: DefinitionParts,
  kind: DefinitionKind,
  limit: number,
  offset: number,
): Promise<readonly DefinitionRow[]> {
  const { sql, workspace } = parts;
  return sql<DefinitionRow[]>`
    select ${selected(parts)} from definition where workspace = ${workspace} and kind = ${kind}
    order by updated_at desc, id limit ${limit} offset ${offset}`;
}

/** Throws `not_found`. */
export async function findRow(parts: DefinitionParts, kind: DefinitionKind, id: string): Promise<DefinitionRow> {
  const { sql, workspace } = parts;
  const [row] = await sql<DefinitionRow[]>`
    select ${selected(parts)} from definition where workspace = ${workspace} and kind = ${kind} and id = ${id}`;
  if (row === undefined)
    throw new RequestError('not_found', { message: `There is no ${kind} "${id}"; it may be deleted.` });
  return row;
}

/** `draft` is made from the id, which without a chosen one comes from the name. Throws `already_exists`. */
export async function insertRow(
  parts: DefinitionParts,
  kind: DefinitionKind,
  { id, name, draft, by }: { id: string | undefined; name: string; draft: (id: string) => unknown; by?: Author },
): Promise<DefinitionRow> {
  const { sql, workspace } = parts;
  const wanted = id ?? identifierFrom(name, kind);
  for (let candidate = wanted; ; candidate = `${wanted.slice(0, 58)}-${randomInt(10_000, 99_999)}`) {
    const [row] = await sql<DefinitionRow[]>`
      insert into definition (workspace, kind, id, name, draft, saved_by, saved_by_email)
      values (${workspace}, ${kind}, ${candidate}, ${name}, ${JSON.stringify(draft(candidate))}, ${by?.name ?? null},
        ${by?.email ?? null})
      on conflict do nothing
      returning ${selected(parts)}`;
    if (row !== undefined) return row;
    if (id !== undefined)
      throw new RequestError('already_exists', { message: `There is a ${kind} "${id}" already; choose another id.` });
  }
}

/** Throws `revision_conflict` when somebody saved since `revision`, with the newest one among the details. */
export async function saveDraft(
  parts: DefinitionParts,
  kind: DefinitionKind,
  { id, revision, name, draft, by }: { id: string; revision: number; name: string; draft: unknown; by?: Author },
): Promise<DefinitionRow> {
  const { sql, workspace } = parts;
  const [row] = await sql<DefinitionRow[]>`
    update definition set draft = ${JSON.stringify(draft)}, name = ${name}, revision = revision + 1, updated_at = now(),
      saved_by = ${by?.name ?? null}, saved_by_email = ${by?.email ?? null}, declined = null
    where workspace = ${workspace} and kind = ${kind} and id = ${id} and revision = ${revision}
    returning ${selected(parts)}`;
  if (row !== undefined) return row;
  const newest = await findRow(parts, kind, id);
  throw new RequestError('revision_conflict', { details: { revision: newest.revision } });
}

/** Takes over what was published. The draft may have moved on meanwhile; it stays as it is. */
export async function markPublished(
  parts: DefinitionParts,
  kind: DefinitionKind,
  { id, published, version }: { id: string; published: unknown; version: number },
): Promise<DefinitionRow> {
  const { sql, workspace } = parts;
  const [row] = await sql<DefinitionRow[]>`
    update definition set published = ${JSON.stringify(published)}, status = 'published', version = ${version},
      revision = revision + 1, published_at = now(), updated_at = now(), declined = null,
      active_since = case when status = 'published' then coalesce(active_since, now()) else now() end
    where workspace = ${workspace} and kind = ${kind} and id = ${id}
    returning ${selected(parts)}`;
  return row ?? findRow(parts, kind, id);
}

export async function setStatus(
  parts: DefinitionParts,
  kind: DefinitionKind,
  id: string,
  status: DefinitionStatus,
): Promise<DefinitionRow> {
  const { sql, workspace } = parts;
  const [row] = await sql<DefinitionRow[]>`
    update definition set status = ${status}, revision = revision + 1, updated_at = now(),
      active_since = case when ${status} = 'published' then now() end
    where workspace = ${workspace} and kind = ${kind} and id = ${id}
    returning ${selected(parts)}`;
  return row ?? findRow(parts, kind, id);
}

export async function deleteRow({ sql, workspace }: DefinitionParts, kind: DefinitionKind, id: string): Promise<void> {
  await sql`delete from definition where workspace = ${workspace} and kind = ${kind} and id = ${id}`;
}

/** `Abandoned cart` becomes `abandoned-cart`; a name without Latin letters becomes the kind and a number. */
export function identifierFrom(name: string, kind: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return slug === '' ? `${kind}-${randomInt(10_000, 99_999)}` : slug;
}
