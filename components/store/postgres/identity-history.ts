import type { Sql } from '#components/postgres/database.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { MergeRow } from '../port/identity-decision.ts';

/** Also of those who became part of somebody who became part of her. */
export async function mergeRows(sql: Sql, workspace: WorkspaceId, profile: ProfileId): Promise<readonly MergeRow[]> {
  return sql<MergeRow[]>`
    with recursive part as (
      select m.loser from identity_merge m where m.workspace = ${workspace} and m.winner = ${profile}
      union
      select m.loser from identity_merge m join part on m.workspace = ${workspace} and m.winner = part.loser
      where m.undone_at is null
    )
    select m.loser, m.winner, m.round, m.identities, (extract(epoch from m.created_at) * 1000)::float8 as "mergedAt",
      m.merged_by as "mergedBy", (extract(epoch from m.undone_at) * 1000)::float8 as "undoneAt",
      m.undone_by as "undoneBy",
      exists (select 1 from identity_undo u
        where u.workspace = m.workspace and u.loser = m.loser and u.round = m.round and not u.done) as "isBeingUndone"
    from identity_merge m
    where m.workspace = ${workspace} and (m.loser in (select loser from part) or m.loser = ${profile})
    order by m.created_at desc limit 200`;
}
