import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Sql } from '#components/postgres/database.ts';
import type { KeyRole } from '#contracts/api/key.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';

export interface ApiKeyHolder {
  readonly id: string;
  readonly workspace: WorkspaceId;
  readonly name: string;
  readonly role: KeyRole;
}

/** How much of a key stays readable, enough to tell keys apart. */
const prefixLength = 10;

/** `last_used_at` is written at most this often per key, so that reading does not become writing. */
const usedMinutes = 1;

/** Makes a key of 192 random bits; the key itself is returned and not kept. */
export async function createApiKey(
  sql: Sql,
  workspace: WorkspaceId,
  name: string,
  role: KeyRole,
): Promise<{ id: string; key: string; createdAt: Date }> {
  const key = `tl_${randomBytes(24).toString('base64url')}`;
  const id = randomUUID();
  const [row] = await sql<{ createdAt: Date }[]>`
    insert into api_key (id, workspace, name, prefix, hash, role)
    values (${id}, ${workspace}, ${name}, ${key.slice(0, prefixLength)}, ${hashKey(key)}, ${role})
    returning created_at as "createdAt"`;
  return { id, key, createdAt: row?.createdAt ?? new Date() };
}

/** Whose key it is, or undefined for one that is unknown or deleted. */
export async function findApiKey(sql: Sql, key: string): Promise<ApiKeyHolder | undefined> {
  if (!key.startsWith('tl_') || key.length > 100) return undefined;
  const [row] = await sql<(ApiKeyHolder & { stale: boolean })[]>`
    select id, workspace, name, role,
      coalesce(last_used_at < now() - make_interval(mins => ${usedMinutes}), true) as stale
    from api_key where hash = ${hashKey(key)}`;
  if (row === undefined) return undefined;
  const { stale, ...holder } = row;
  if (stale) await sql`update api_key set last_used_at = now() where id = ${holder.id}`;
  return holder;
}

function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
