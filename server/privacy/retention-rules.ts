import type { Sql } from '#components/postgres/database.ts';
import { type Retention, type RetentionRules, retentionRules } from '#contracts/api/privacy.ts';
import { RequestError } from '#contracts/errors.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { audit } from './audit.ts';

/** Nothing of people ages before somebody says so: what is removed cannot be brought back. */
const defaults: Retention = { rules: retentionRules.parse({}), revision: 0, updatedBy: null, updatedAt: null };

export async function readRetention(sql: Sql, workspace: WorkspaceId): Promise<Retention> {
  const [row] = await sql<{ rules: string; revision: number; by: string; at: Instant }[]>`
    select rules, revision, updated_by as by, updated_at as at from retention where workspace = ${workspace}`;
  if (row === undefined) return defaults;
  const rules = retentionRules.parse(JSON.parse(row.rules));
  return { rules, revision: row.revision, updatedBy: row.by, updatedAt: new Date(row.at).toISOString() };
}

/** Throws `revision_conflict` when somebody else saved meanwhile. */
export async function saveRetention(
  sql: Sql,
  workspace: WorkspaceId,
  { rules, revision }: { rules: RetentionRules; revision: number },
  { by, at }: { by: string; at: Instant },
): Promise<void> {
  const text = JSON.stringify(rules);
  await sql.begin(async (tx) => {
    const saved =
      revision === 0
        ? await tx`
            insert into retention (workspace, rules, updated_by, updated_at) values (${workspace}, ${text}, ${by}, ${at})
            on conflict do nothing`
        : await tx`
            update retention set rules = ${text}, revision = revision + 1, updated_by = ${by}, updated_at = ${at}
            where workspace = ${workspace} and revision = ${revision}`;
    if (saved.count === 0) throw new RequestError('revision_conflict');
    await audit(tx, { workspace, actor: by, action: 'retention_changed', at, detail: text });
  });
}
