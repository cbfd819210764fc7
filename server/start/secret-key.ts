import { randomBytes } from 'node:crypto';
import type { Sql } from '#components/postgres/database.ts';

/**
 * 32 bytes that sign links and encrypt the secrets of channel accounts, made once per database, so that every process of
 * a cluster knows them and links of years ago still work.
 */
export async function secretKey(sql: Sql, name: 'links' | 'accounts'): Promise<Buffer> {
  await sql`
    insert into server_secret (name, value) values (${name}, ${randomBytes(32).toString('base64url')})
    on conflict do nothing`;
  const [row] = await sql<{ value: string }[]>`select value from server_secret where name = ${name}`;
  if (row === undefined) throw new Error(`The secret "${name}" was written but cannot be read`);
  return Buffer.from(row.value, 'base64url');
}
