import type { TransactionSql } from '#components/postgres/database.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { IdentityChange, IdentityRow, PendingMerge } from '../port/identity.ts';

/**
 * Whether somebody may hold what is linked. Where nobody is thought to, because it was read under the lock of their names or because
 * strangers are expected, to write without a thought of conflicts takes PostgreSQL 13 instead of 21 µs for three identities of a new person.
 */
export type NewLinks = 'unheld' | 'perhaps_held';

/**
 * Writes a decision; what is empty costs no statement. Returns the merges with their numbers. Throws the database's unique
 * violation where an `unheld` link is held.
 */
export async function writeIdentities(
  tx: TransactionSql,
  workspace: WorkspaceId,
  change: IdentityChange,
  newLinks: NewLinks,
): Promise<readonly PendingMerge[]> {
  const merges = change.merges.length > 0 ? await writeMerges(tx, workspace, change.merges) : [];
  if (change.updates.length > 0) await writeUpdates(tx, workspace, change.updates);
  if (change.links.length > 0) await writeLinks(tx, workspace, change.links, newLinks);
  if (change.moves.length > 0) await writeMoves(tx, workspace, change.moves);
  if (change.conflicts.length > 0) await writeConflicts(tx, workspace, change.conflicts);
  return merges;
}

/** Rows of the loser move to the winner and are remembered; whoever is apart from the loser is so from the winner. */
export async function writeMerges(
  tx: TransactionSql,
  workspace: WorkspaceId,
  merges: IdentityChange['merges'],
  mergedBy: string | null = null,
): Promise<readonly PendingMerge[]> {
  const losers = merges.map(({ loser }) => loser);
  const winners = merges.map(({ winner }) => winner);
  return await tx<PendingMerge[]>`
    with m as (
      select * from unnest(${losers}::uuid[], ${winners}::uuid[]) as m (loser, winner)
    ), moved as (
      update identity i set profile = m.winner from m
      where i.workspace = ${workspace} and i.profile = m.loser
      returning m.loser, i.kind, i.value
    ), apart as (
      insert into identity_apart (workspace, profile, other, said_by)
      select workspace, m.winner, a.other, a.said_by from m join identity_apart a
        on a.workspace = ${workspace} and a.profile = m.loser and a.other <> m.winner
      union
      select workspace, a.profile, m.winner, a.said_by from m join identity_apart a
        on a.workspace = ${workspace} and a.other = m.loser and a.profile <> m.winner
      on conflict do nothing
    ), answered as (
      update identity_conflict c set state = 'merged', decided_at = now(), decided_by = ${mergedBy}::text from m
      where c.workspace = ${workspace} and c.state = 'open'
        and ((c.holder = m.loser and c.other = m.winner) or (c.holder = m.winner and c.other = m.loser))
    )
    insert into identity_merge (workspace, loser, winner, identities, merged_by)
    select ${workspace}, m.loser, m.winner, coalesce(
      (select jsonb_agg(jsonb_build_object('kind', moved.kind, 'value', moved.value)) from moved where moved.loser = m.loser),
      '[]'), ${mergedBy}::text
    from m
    on conflict (workspace, loser) do update set winner = excluded.winner, identities = excluded.identities,
      merged_by = excluded.merged_by, round = identity_merge.round + 1, appended = false, created_at = now(),
      undone_at = null, undone_by = null
    where identity_merge.undone_at is not null
    returning workspace, loser, winner, round`;
}

async function writeUpdates(tx: TransactionSql, workspace: WorkspaceId, rows: readonly IdentityRow[]): Promise<void> {
  await tx`
    update identity i set profile = u.profile, shared = u.shared::boolean, others = string_to_array(u.others, ',')::uuid[]
    from unnest(
      ${rows.map(({ kind }) => kind)}::text[],
      ${rows.map(({ value }) => value)}::text[],
      ${rows.map(({ profile }) => profile)}::uuid[],
      ${rows.map(({ shared }) => String(shared))}::text[],
      ${rows.map(({ others }) => others.join())}::text[]
    ) as u (kind, value, profile, shared, others)
    where i.workspace = ${workspace} and i.kind = u.kind and i.value = u.value`;
}

async function writeLinks(
  tx: TransactionSql,
  workspace: WorkspaceId,
  rows: readonly IdentityRow[],
  newLinks: NewLinks,
): Promise<void> {
  await tx`
    insert into identity (workspace, kind, value, profile, shared, others)
    select ${workspace}, l.kind, l.value, l.profile, l.shared::boolean, string_to_array(l.others, ',')::uuid[]
    from unnest(
      ${rows.map(({ kind }) => kind)}::text[],
      ${rows.map(({ value }) => value)}::text[],
      ${rows.map(({ profile }) => profile)}::uuid[],
      ${rows.map(({ shared }) => String(shared))}::text[],
      ${rows.map(({ others }) => others.join())}::text[]
    ) as l (kind, value, profile, shared, others)
    ${newLinks === 'perhaps_held' ? tx`on conflict (workspace, kind, value) do nothing` : tx``}`;
}

export async function writeMoves(
  tx: TransactionSql,
  workspace: WorkspaceId,
  moves: IdentityChange['moves'],
): Promise<void> {
  await tx`
    insert into identity_move (workspace, kind, value, from_profile, to_profile)
    select ${workspace}, m.kind, m.value, m.from_profile, m.to_profile
    from unnest(
      ${moves.map(({ kind }) => kind)}::text[],
      ${moves.map(({ value }) => value)}::text[],
      ${moves.map(({ from }) => from)}::uuid[],
      ${moves.map(({ to }) => to)}::uuid[]
    ) with ordinality as m (kind, value, from_profile, to_profile, ordinal)
    order by m.ordinal`;
}

/** Counts on where the same two people met in the same identity before; what a person has decided stays decided. */
async function writeConflicts(
  tx: TransactionSql,
  workspace: WorkspaceId,
  conflicts: IdentityChange['conflicts'],
): Promise<void> {
  await tx`
    insert into identity_conflict as held
      (workspace, kind, value, holder, other, reason, detail, state, times, message_id, first_at, last_at)
    select ${workspace}, c.kind, c.value, c.holder, c.other, c.reason, c.detail,
      c.state, c.times, c.message_id,
      to_timestamp(c.at / 1000), to_timestamp(c.at / 1000)
    from unnest(
      ${conflicts.map(({ kind }) => kind)}::text[],
      ${conflicts.map(({ value }) => value)}::text[],
      ${conflicts.map(({ holder }) => holder)}::uuid[],
      ${conflicts.map(({ other }) => other)}::uuid[],
      ${conflicts.map(({ reason }) => reason)}::text[],
      ${conflicts.map(({ detail }) => detail)}::text[],
      ${conflicts.map(({ settled }) => (settled ? 'rule' : 'open'))}::text[],
      ${conflicts.map(({ times }) => times)}::integer[],
      ${conflicts.map(({ messageId }) => messageId)}::text[],
      ${conflicts.map(({ at }) => at)}::float8[]
    ) as c (kind, value, holder, other, reason, detail, state, times, message_id, at)
    on conflict (workspace, kind, value, holder, other) do update set
      reason = excluded.reason, detail = excluded.detail, times = held.times + excluded.times,
      message_id = excluded.message_id, last_at = greatest(held.last_at, excluded.last_at),
      state = case when held.state in ('open', 'rule') then excluded.state else held.state end`;
}

/** In both directions, because either may be named first. */
export async function writeApart(
  tx: TransactionSql,
  workspace: WorkspaceId,
  one: ProfileId,
  other: ProfileId,
  by: string,
): Promise<void> {
  await tx`
    insert into identity_apart (workspace, profile, other, said_by)
    values (${workspace}, ${one}, ${other}, ${by}), (${workspace}, ${other}, ${one}, ${by})
    on conflict do nothing`;
}
