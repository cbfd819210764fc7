import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import type { Identity, WorkspaceId } from '#contracts/identifiers.ts';
import type { IdentityChange, IdentityRow, IdentityStore, PendingMerge } from '../port/identity.ts';

export function postgresIdentities(sql: Sql): IdentityStore {
  return {
    find: (workspace, identities) => find(sql, workspace, identities),

    async resolve<T extends IdentityChange>(
      workspace: WorkspaceId,
      identities: readonly Identity[],
      decide: (known: readonly IdentityRow[]) => T,
    ): Promise<T> {
      for (;;) {
        const result = await sql.begin(async (tx) => {
          await lock(
            tx,
            identities.map((identity) => nameOf(workspace, identity)),
          );
          const known = await find(tx, workspace, identities);
          const change = decide(known);
          if (!(await holdPeople(tx, workspace, identities, known, change))) return 'moved_meanwhile';
          await write(tx, workspace, change);
          return { change };
        });
        if (typeof result === 'object') return result.change as T;
      }
    },

    async pendingMerges() {
      return sql<PendingMerge[]>`
        select workspace, loser, winner from identity_merge where not appended order by created_at limit 1000`;
    },

    async mergeAppended(merges) {
      if (merges.length === 0) return;
      await sql`
        update identity_merge m set appended = true
        from unnest(${merges.map((merge) => merge.workspace)}::integer[], ${merges.map((merge) => merge.loser)}::uuid[])
          as d (workspace, loser)
        where m.workspace = d.workspace and m.loser = d.loser`;
    },

    async ofProfile(workspace, profile) {
      return sql<Identity[]>`
        select kind, value from identity where workspace = ${workspace} and profile = ${profile} order by created_at`;
    },
  };
}

async function find(
  sql: Sql | TransactionSql,
  workspace: WorkspaceId,
  identities: readonly Identity[],
): Promise<IdentityRow[]> {
  return sql<IdentityRow[]>`
    select i.kind, i.value, i.profile, i.owner
    from unnest(${identities.map(({ kind }) => kind)}::text[], ${identities.map(({ value }) => value)}::text[])
      as k (kind, value)
    join identity i on i.workspace = ${workspace} and i.kind = k.kind and i.value = k.value`;
}

function nameOf(workspace: WorkspaceId, { kind, value }: Identity): string {
  return `${workspace}:${kind}:${value}`;
}

/**
 * Locks names whether or not they have a row yet; released at commit. Taken in ascending order, so that two processes
 * that meet in several of them wait in turn and not for each other.
 */
async function lock(tx: TransactionSql, names: readonly string[]): Promise<void> {
  await tx`
    select pg_advisory_xact_lock(h.key)
    from (select distinct hashtextextended(n, 0) as key from unnest(${names as string[]}::text[]) as n order by 1) as h`;
}

/**
 * Locks the people that a change is about, because another process may reach the same ones through other identities:
 * two merges would cross, or a new row would stay behind with the loser. Always after the identities, so that nobody who
 * holds a person waits for an identity. False when one of them was moved before the lock was held: decide anew.
 */
async function holdPeople(
  tx: TransactionSql,
  workspace: WorkspaceId,
  identities: readonly Identity[],
  known: readonly IdentityRow[],
  { links, claims, merges }: IdentityChange,
): Promise<boolean> {
  const people = new Set(known.map((row) => row.profile));
  const touchesThem = merges.length > 0 || claims.length > 0 || links.some((link) => people.has(link.profile));
  if (people.size === 0 || !touchesThem) return true;
  await lock(
    tx,
    [...people].map((profile) => `${workspace}:${profile}`),
  );
  const now = new Map((await find(tx, workspace, identities)).map((row) => [nameOf(workspace, row), row]));
  return known.every((row) => {
    const current = now.get(nameOf(workspace, row));
    return current?.profile === row.profile && current.owner === row.owner;
  });
}

async function write(tx: TransactionSql, workspace: WorkspaceId, change: IdentityChange): Promise<void> {
  const { links, claims, merges } = change;
  if (merges.length > 0) {
    const losers = merges.map(({ loser }) => loser);
    const winners = merges.map(({ winner }) => winner);
    await tx`
      update identity i set profile = m.winner
      from unnest(${losers}::uuid[], ${winners}::uuid[]) as m (loser, winner)
      where i.workspace = ${workspace} and i.profile = m.loser`;
    await tx`
      insert into identity_merge (workspace, loser, winner)
      select ${workspace}, m.loser, m.winner from unnest(${losers}::uuid[], ${winners}::uuid[]) as m (loser, winner)
      on conflict do nothing`;
  }
  if (claims.length > 0) {
    await tx`
      update identity i set owner = c.owner
      from unnest(${claims.map(({ profile }) => profile)}::uuid[], ${claims.map(({ owner }) => owner)}::text[])
        as c (profile, owner)
      where i.workspace = ${workspace} and i.profile = c.profile`;
  }
  if (links.length > 0) {
    await tx`
      insert into identity (workspace, kind, value, profile, owner)
      select ${workspace}, l.kind, l.value, l.profile, l.owner
      from unnest(
        ${links.map(({ kind }) => kind)}::text[],
        ${links.map(({ value }) => value)}::text[],
        ${links.map(({ profile }) => profile)}::uuid[],
        ${links.map(({ owner }) => owner) as string[]}::text[]
      ) as l (kind, value, profile, owner)
      on conflict (workspace, kind, value) do nothing`;
  }
}
