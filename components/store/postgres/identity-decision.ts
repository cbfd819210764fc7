import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import type { Identity, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { ConflictState, IdentityConflictRow, IdentityDecisionStore } from '../port/identity-decision.ts';
import { announceMoves } from './identity.ts';
import { mergeRows } from './identity-history.ts';
import { openUndos, splitPeople, undoAppended, undoDone } from './identity-undo.ts';
import { writeApart, writeMerges, writeMoves } from './identity-write.ts';
import { lockNames } from './lock-names.ts';

export function postgresIdentityDecisions(sql: Sql): IdentityDecisionStore {
  return {
    conflicts: (workspace, states, limit, offset) => listConflicts(sql, workspace, states, limit, offset),

    async openConflicts(workspace) {
      const [row] = await sql<{ count: number }[]>`
        select count(*)::int as count from identity_conflict where workspace = ${workspace} and state = 'open'`;
      return row?.count ?? 0;
    },

    merge: (workspace, loser, winner, by) =>
      sql.begin(async (tx) => {
        await lockPeople(tx, workspace, [loser, winner]);
        const [lost] = await tx`
          select 1 from identity_merge
          where workspace = ${workspace} and loser in (${loser}, ${winner}) and undone_at is null`;
        if (lost) return undefined;
        await tx`
          delete from identity_apart where workspace = ${workspace}
            and ((profile = ${loser} and other = ${winner}) or (profile = ${winner} and other = ${loser}))`;
        const [merge] = await writeMerges(tx, workspace, [{ loser, winner }], by);
        return merge;
      }),

    keepApart: (workspace, one, other, by) =>
      sql.begin(async (tx) => {
        await lockPeople(tx, workspace, [one, other]);
        await writeApart(tx, workspace, one, other, by);
        await decideConflicts(tx, workspace, one, other, 'apart', by);
      }),

    move: (workspace, { kind, value, holder, other }, by) =>
      sql.begin(async (tx) => {
        await lockNames(tx, [`${workspace}:${kind}:${value}`]);
        await lockPeople(tx, workspace, [holder, other]);
        const moved = await tx`
          update identity set profile = ${other}, shared = false, others = '{}'
          where workspace = ${workspace} and kind = ${kind} and value = ${value} and profile = ${holder}
          returning 1`;
        if (moved.length === 0) return false;
        const moves = [{ kind, value, from: holder, to: other }];
        await writeMoves(tx, workspace, moves);
        await announceMoves(tx, workspace, moves);
        await tx`
          update identity_conflict set state = 'moved', decided_at = now(), decided_by = ${by}
          where workspace = ${workspace} and kind = ${kind} and value = ${value}
            and holder = ${holder} and other = ${other}`;
        return true;
      }),

    mergesOf: (workspace, profile) => mergeRows(sql, workspace, profile),
    split: (workspace, loser, documents, by) => splitPeople(sql, workspace, loser, documents, by),
    openUndos: () => openUndos(sql),
    undoAppended: (undo) => undoAppended(sql, undo),
    undoDone: (undo) => undoDone(sql, undo),
  };
}

async function lockPeople(tx: TransactionSql, workspace: WorkspaceId, people: readonly ProfileId[]): Promise<void> {
  await lockNames(
    tx,
    people.map((profile) => `${workspace}:${profile}`),
  );
}

async function decideConflicts(
  tx: TransactionSql,
  workspace: WorkspaceId,
  one: ProfileId,
  other: ProfileId,
  state: ConflictState,
  by: string,
): Promise<void> {
  await tx`
    update identity_conflict set state = ${state}, decided_at = now(), decided_by = ${by}
    where workspace = ${workspace} and state in ('open', 'rule')
      and ((holder = ${one} and other = ${other}) or (holder = ${other} and other = ${one}))`;
}

async function listConflicts(
  sql: Sql,
  workspace: WorkspaceId,
  states: readonly ConflictState[],
  limit: number,
  offset: number,
): Promise<readonly IdentityConflictRow[]> {
  return sql<(IdentityConflictRow & Identity)[]>`
    select kind, value, holder, other, reason, detail, state, times, message_id as "messageId",
      (extract(epoch from first_at) * 1000)::float8 as "firstAt", (extract(epoch from last_at) * 1000)::float8 as "lastAt",
      (extract(epoch from decided_at) * 1000)::float8 as "decidedAt", decided_by as "decidedBy"
    from identity_conflict
    where workspace = ${workspace} and state = any(${states as string[]}::text[])
    order by last_at desc, kind, value, holder, other limit ${limit} offset ${offset}`;
}
