import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import type { Identity, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { RequestRow } from './request-row.ts';

export type FoundPerson =
  /** The person of today, and every profile that was merged into her. */
  | { readonly type: 'found'; readonly profile: ProfileId; readonly profiles: readonly ProfileId[] }
  | {
      readonly type: 'not_found' | 'ambiguous';
    };

/** Whom a request is about: by profile, or by identities of which all that are known must name the same person. */
export async function findPerson(sql: Sql | TransactionSql, request: RequestRow): Promise<FoundPerson> {
  const { workspace, named, profile, profiles } = request;
  // A request of a restored backup names every profile; those that the backup does not know have no rows.
  if (profile !== null && profiles.length > 0) return { type: 'found', profile, profiles };
  const start = profile === null ? await namedProfiles(sql, workspace, named ?? []) : [profile];
  const people = new Map<ProfileId, readonly ProfileId[]>();
  for (const one of start) {
    const winner = await personOfToday(sql, workspace, one);
    if (!people.has(winner)) people.set(winner, await mergedInto(sql, workspace, winner));
  }
  const [first] = people;
  if (first === undefined) return { type: 'not_found' };
  if (people.size > 1) return { type: 'ambiguous' };
  const [found, all] = first;
  return { type: 'found', profile: found, profiles: all };
}

async function namedProfiles(
  sql: Sql | TransactionSql,
  workspace: WorkspaceId,
  named: readonly Identity[],
): Promise<readonly ProfileId[]> {
  const rows = await sql<{ profile: ProfileId }[]>`
    select distinct i.profile
    from unnest(${named.map(({ kind }) => kind)}::text[], ${named.map(({ value }) => value)}::text[]) as n (kind, value)
    join identity i on i.workspace = ${workspace} and i.kind = n.kind and i.value = n.value
    where not i.shared`;
  return rows.map(({ profile }) => profile);
}

async function personOfToday(
  sql: Sql | TransactionSql,
  workspace: WorkspaceId,
  profile: ProfileId,
): Promise<ProfileId> {
  const [row] = await sql<{ profile: ProfileId }[]>`
    with recursive way as (
      select ${profile}::uuid as profile, 0 as merges
      union all
      select m.winner, way.merges + 1 from way join identity_merge m
        on m.workspace = ${workspace} and m.loser = way.profile and m.undone_at is null
      where way.merges < 1000
    )
    select profile from way order by merges desc limit 1`;
  return row?.profile ?? profile;
}

async function mergedInto(
  sql: Sql | TransactionSql,
  workspace: WorkspaceId,
  profile: ProfileId,
): Promise<readonly ProfileId[]> {
  const rows = await sql<{ profile: ProfileId }[]>`
    with recursive merged as (
      select ${profile}::uuid as profile
      union
      select m.loser from merged join identity_merge m
        on m.workspace = ${workspace} and m.winner = merged.profile and m.undone_at is null
    )
    select profile from merged`;
  return rows.map((row) => row.profile);
}
