import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from '#components/postgres/database.ts';
import { StartupError } from '#components/startup-error.ts';

const keyBytes = 32;

/**
 * The key that signs the links of messages, made once per database, so that every process of a cluster knows it and links
 * of years ago still work.
 */
export async function linkKey(sql: Sql): Promise<Buffer> {
  await sql`
    insert into server_secret (name, value) values ('links', ${randomBytes(keyBytes).toString('base64url')})
    on conflict do nothing`;
  const [row] = await sql<{ value: string }[]>`select value from server_secret where name = 'links'`;
  if (row === undefined) throw new Error('The key of the links was written but cannot be read');
  return Buffer.from(row.value, 'base64url');
}

/**
 * The key under which the secrets of channel accounts are encrypted. It is not in the database, so that a copy of the
 * database alone gives none of them away: it is handed in by the environment, or lies in the data directory (mode 0600).
 */
export async function accountKey(dataDirectory: string, given: string | undefined): Promise<Buffer> {
  if (given !== undefined) return keyFrom(given, 'THROUGHLINE_SECRET_KEY');
  const file = join(dataDirectory, 'secret-key');
  if (existsSync(file)) await chmod(file, 0o600);
  else await createKeyFile(file);
  return keyFrom(await readFile(file, 'utf8'), file);
}

/** Made under a passing name: on a full disk an empty file would be taken for a key that is lost. */
async function createKeyFile(file: string): Promise<void> {
  const draft = `${file}.new`;
  await writeFile(draft, `${randomBytes(keyBytes).toString('base64url')}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
}

function keyFrom(text: string, source: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64url');
  if (key.length === keyBytes) return key;
  throw new StartupError(
    `${source} must hold ${keyBytes} bytes as base64url. Restore it from a backup: without it the passwords of the channels cannot be read.`,
  );
}
