import { randomBytes } from 'node:crypto';
import { chmod, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from '#components/postgres/database.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { createKey } from './key-list.ts';
import type { People } from './people.ts';

/** What credentials.json holds. */
export interface Credentials {
  readonly adminEmail: string;
  readonly adminPassword: string;
  readonly writeKey: string;
  readonly apiKey: string;
}

const adminEmail = 'admin@throughline.local';

/**
 * At the first start: the first administrator, a write key and an API key, written to credentials.json (mode 0600) in
 * `directory` and returned, so that they can be printed once. Undefined when there is somebody already. The file is
 * written before the administrator exists: a crash in between leaves a file that the next start replaces, never a
 * password that nobody knows.
 */
export async function createFirstAccess(
  sql: Sql,
  people: People,
  workspace: WorkspaceId,
  directory: string,
): Promise<Credentials | undefined> {
  if ((await people.count()) > 0) return undefined;
  const [writeKey, apiKey] = await Promise.all([
    createKey(sql, workspace, { kind: 'write', name: 'First write key' }),
    createKey(sql, workspace, { kind: 'api', name: 'First API key', role: 'admin' }),
  ]);
  const credentials = {
    adminEmail,
    adminPassword: randomBytes(12).toString('base64url'),
    writeKey: writeKey.key,
    apiKey: apiKey.key,
  };
  await writePrivately(join(directory, 'credentials.json'), `${JSON.stringify(credentials, null, 2)}\n`);
  await people.create({ name: 'Administrator', email: adminEmail, password: credentials.adminPassword, role: 'admin' });
  return credentials;
}

async function writePrivately(file: string, text: string): Promise<void> {
  const draft = `${file}.new`;
  await writeFile(draft, text, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
}
