import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import type { Identity, WorkspaceId } from '#contracts/identifiers.ts';
import { identityKey } from '../identity-key.ts';

/**
 * For the undo of an import: drops what of it is still kept aside. Without the import it came to nobody, and the same line of the file is kept anew
 * when it comes in again.
 */
export async function dropKeptOfImport(sql: Sql, workspace: WorkspaceId, id: string): Promise<void> {
  await sql`
    delete from kept_event where workspace = ${workspace} and state = 'kept' and body::json ->> 'import' = ${id}`;
}

/**
 * For an erasure: drops what was kept aside under any of a person's identities, whatever state it is in; resolves with how
 * many. What was learned holds no value that one person alone has, and needs none.
 */
export async function eraseKept(
  sql: Sql | TransactionSql,
  workspace: WorkspaceId,
  identities: readonly Identity[],
): Promise<number> {
  const erased = await sql`
    delete from kept_event
    where workspace = ${workspace} and identities && ${identities.map(identityKey)}::text[]`;
  return erased.count;
}
