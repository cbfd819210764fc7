import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { PrivacyAction } from '#contracts/privacy.ts';

export interface AuditEntry {
  readonly workspace: WorkspaceId;
  readonly actor: string;
  readonly action: PrivacyAction;
  readonly at: Instant;
  readonly request?: string | null;
  readonly profile?: ProfileId | null;
  /** Never about a person: a number, a reason that was chosen. */
  readonly detail?: string;
}

export async function audit(sql: Sql | TransactionSql, entry: AuditEntry): Promise<void> {
  const { workspace, actor, action, at, request = null, profile = null, detail = '' } = entry;
  await sql`
    insert into privacy_audit (workspace, at, actor, action, request, profile, detail)
    values (${workspace}, ${at}, ${actor}, ${action}, ${request}, ${profile}, ${detail})`;
}
