import { randomBytes, randomUUID } from 'node:crypto';
import type { Sql } from '#components/postgres/database.ts';
import {
  type CreatedKey,
  type CreateKeyRequest,
  defaultEventsPerSecond,
  type KeyList,
  type KeyRole,
} from '#contracts/api/key.ts';
import { RequestError } from '#contracts/errors.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { createApiKey } from './api-keys.ts';
import type { WriteKeys } from './write-keys.ts';

export async function listKeys(
  sql: Sql,
  workspace: WorkspaceId,
  writeKeyStates: Pick<WriteKeys, 'refusedOf'>,
): Promise<KeyList> {
  const [writeKeys, apiKeys] = await Promise.all([
    sql<{ id: string; name: string; key: string; eventsPerSecond: number; createdAt: Date }[]>`
      select id, name, key, coalesce(events_per_second, ${defaultEventsPerSecond}) as "eventsPerSecond",
        created_at as "createdAt"
      from write_key
      where workspace = ${workspace} order by created_at, id`,
    sql<{ id: string; name: string; prefix: string; role: KeyRole; createdAt: Date; lastUsedAt: Date | null }[]>`
      select id, name, prefix, role, created_at as "createdAt", last_used_at as "lastUsedAt" from api_key
      where workspace = ${workspace} order by created_at, id`,
  ]);
  return {
    writeKeys: writeKeys.map((key) => {
      const refused = writeKeyStates.refusedOf(key.key);
      return {
        ...key,
        refused: refused ? { events: refused.events, lastAt: new Date(refused.lastAt).toISOString() } : null,
        createdAt: key.createdAt.toISOString(),
      };
    }),
    apiKeys: apiKeys.map((key) => ({
      ...key,
      createdAt: key.createdAt.toISOString(),
      lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    })),
  };
}

export async function createKey(sql: Sql, workspace: WorkspaceId, request: CreateKeyRequest): Promise<CreatedKey> {
  const { name, kind } = request;
  const created =
    request.kind === 'api'
      ? await createApiKey(sql, workspace, name, request.role ?? 'admin')
      : await createWriteKey(sql, workspace, name, request.eventsPerSecond);
  return { id: created.id, kind, name, key: created.key, createdAt: created.createdAt.toISOString() };
}

async function createWriteKey(
  sql: Sql,
  workspace: WorkspaceId,
  name: string,
  eventsPerSecond: number | undefined,
): Promise<{ id: string; key: string; createdAt: Date }> {
  const id = randomUUID();
  const key = `wk_${randomBytes(15).toString('base64url')}`;
  const [row] = await sql<{ createdAt: Date }[]>`
    insert into write_key (id, workspace, name, key, events_per_second)
    values (${id}, ${workspace}, ${name}, ${key}, ${kept(eventsPerSecond)})
    returning created_at as "createdAt"`;
  return { id, key, createdAt: row?.createdAt ?? new Date() };
}

/** Throws `not_found`. */
export async function limitWriteKey(
  sql: Sql,
  workspace: WorkspaceId,
  id: string,
  eventsPerSecond: number,
): Promise<void> {
  const changed = await sql`
    update write_key set events_per_second = ${kept(eventsPerSecond)}
    where workspace = ${workspace} and id::text = ${id}`;
  if (changed.count === 0) throw new RequestError('not_found', { message: 'There is no such write key.' });
}

/** Whoever leaves the limit as it comes gets that of later versions too. */
function kept(eventsPerSecond: number | undefined): number | null {
  return eventsPerSecond === undefined || eventsPerSecond === defaultEventsPerSecond ? null : eventsPerSecond;
}

/** Throws `not_found`, and `last_key` for the only administrator's API key: without it scripts could not mend anything. */
export async function deleteKey(sql: Sql, workspace: WorkspaceId, id: string): Promise<void> {
  const written = await sql`delete from write_key where workspace = ${workspace} and id::text = ${id}`;
  if (written.count > 0) return;
  await sql.begin(async (transaction) => {
    const keys = await transaction<{ id: string; role: KeyRole }[]>`
      select id, role from api_key where workspace = ${workspace} order by id for update`;
    const found = keys.find((key) => key.id === id);
    if (found === undefined)
      throw new RequestError('not_found', { message: 'There is no such key; it may be deleted already.' });
    if (found.role === 'admin' && keys.filter((key) => key.role === 'admin').length === 1)
      throw new RequestError('last_key');
    await transaction`delete from api_key where id = ${found.id}`;
  });
}
