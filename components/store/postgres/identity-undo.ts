import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import type { Identity, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { OpenUndo, SplitResult } from '../port/identity-decision.ts';
import { announceMoves } from './identity.ts';
import { writeApart } from './identity-write.ts';
import { lockNames } from './lock-names.ts';

interface MergeToUndo {
  winner: ProfileId;
  round: number;
  identities: Identity[];
  appended: boolean;
  winnerMerged: boolean;
}

export function splitPeople(
  sql: Sql,
  workspace: WorkspaceId,
  loser: ProfileId,
  documents: string,
  by: string,
): Promise<SplitResult> {
  return sql.begin(async (tx): Promise<SplitResult> => {
    const named = await readMerge(tx, workspace, loser);
    if (named === undefined) return 'not_merged';
    // Names first, then people, as events do it; then it is read once more, now for certain.
    await lockNames(
      tx,
      named.identities.map(({ kind, value }) => `${workspace}:${kind}:${value}`),
    );
    await lockNames(
      tx,
      [loser, named.winner].map((profile) => `${workspace}:${profile}`),
    );
    const merge = await readMerge(tx, workspace, loser);
    if (merge === undefined || merge.round !== named.round) return 'not_merged';
    if (!merge.appended) return 'not_yet';
    if (merge.winnerMerged) return 'winner_merged';
    const { winner, round } = merge;
    const identities = await giveBack(tx, workspace, loser, merge);
    await writeApart(tx, workspace, loser, winner, by);
    await tx`
      update identity_merge set undone_at = now(), undone_by = ${by}
      where workspace = ${workspace} and loser = ${loser}`;
    await tx`
      insert into identity_undo (workspace, loser, round, winner, identities, documents)
      values (${workspace}, ${loser}, ${round}, ${winner}, ${tx.json(identities.map(({ kind, value }) => ({ kind, value })))}, ${documents})`;
    await announceMoves(
      tx,
      workspace,
      identities.map((identity) => ({ ...identity, from: winner, to: loser })),
    );
    return { workspace, loser, round, winner, identities, documents, appended: false };
  });
}

async function readMerge(
  tx: TransactionSql,
  workspace: WorkspaceId,
  loser: ProfileId,
): Promise<MergeToUndo | undefined> {
  const [merge] = await tx<MergeToUndo[]>`
    select m.winner, m.round, m.identities, m.appended, exists (
      select 1 from identity_merge w where w.workspace = m.workspace and w.loser = m.winner and w.undone_at is null
    ) as "winnerMerged"
    from identity_merge m where m.workspace = ${workspace} and m.loser = ${loser} and m.undone_at is null`;
  return merge;
}

/** Those that she brought and that are still the winner's; what moved on since stays where it is. */
async function giveBack(
  tx: TransactionSql,
  workspace: WorkspaceId,
  loser: ProfileId,
  { winner, identities }: MergeToUndo,
): Promise<Identity[]> {
  const rows = await tx<Identity[]>`
    update identity i set profile = ${loser}
    from unnest(${identities.map(({ kind }) => kind)}::text[], ${identities.map(({ value }) => value)}::text[])
      as k (kind, value)
    where i.workspace = ${workspace} and i.kind = k.kind and i.value = k.value and i.profile = ${winner}
    returning i.kind, i.value`;
  return rows.map(({ kind, value }) => ({ kind, value }));
}

export async function openUndos(sql: Sql): Promise<readonly OpenUndo[]> {
  return sql<OpenUndo[]>`
    select workspace, loser, round, winner, identities, documents, appended from identity_undo
    where not done order by decided_at limit 100`;
}

export async function undoAppended(sql: Sql, { workspace, loser, round }: OpenUndo): Promise<void> {
  await sql`
    update identity_undo set appended = true
    where workspace = ${workspace} and loser = ${loser} and round = ${round}`;
}

export async function undoDone(sql: Sql, { workspace, loser, round }: OpenUndo): Promise<void> {
  await sql`
    update identity_undo set done = true, documents = ''
    where workspace = ${workspace} and loser = ${loser} and round = ${round}`;
}
