import type { TransactionSql } from '#components/postgres/database.ts';
import type { Identity, IdentityKind, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { IdentityRow, KnownIdentities } from '../port/identity.ts';

interface FoundRow extends IdentityRow {
  mergedToday: number;
  apart: ProfileId[];
}

/**
 * The named identities and the people behind them, in one statement: it stands in the way of every event that the cache
 * does not answer. Of a person's other identities only kinds that a rule counts: a device may have left thousands.
 * `offset 0` keeps the planner from reading the whole table for a join while it has no statistics, as during a first import.
 */
export async function findKnown(
  tx: TransactionSql,
  workspace: WorkspaceId,
  identities: readonly Identity[],
  kinds: readonly IdentityKind[],
): Promise<KnownIdentities> {
  const found = await tx<FoundRow[]>`
    with named as materialized (
      select i.kind, i.value, i.profile, i.shared, i.others
      from unnest(${identities.map(({ kind }) => kind)}::text[], ${identities.map(({ value }) => value)}::text[])
        as k (kind, value)
      cross join lateral (
        select * from identity i where i.workspace = ${workspace} and i.kind = k.kind and i.value = k.value offset 0
      ) i
    ), people as materialized (
      select p.profile,
        (select count(*)::int from identity_merge m
         where m.workspace = ${workspace} and m.winner = p.profile and m.created_at > now() - interval '24 hours') as merged,
        coalesce((select array_agg(a.other) from identity_apart a
         where a.workspace = ${workspace} and a.profile = p.profile), '{}') as apart
      from (select distinct profile from named) p
    ), own as (
      select kind, value, profile, shared, others from named
      union
      select i.kind, i.value, i.profile, i.shared, i.others
      from people p cross join lateral (
        select * from identity i
        where i.workspace = ${workspace} and i.profile = p.profile and i.kind = any(${kinds as string[]}::text[]) offset 0
      ) i
    )
    select own.*, people.merged as "mergedToday", people.apart from own join people using (profile)`;
  const people = new Map(
    found.map(({ profile, mergedToday, apart }) => [profile, { profile, mergedToday, apart }] as const),
  );
  return {
    rows: found.map(({ kind, value, profile, shared, others }) => ({ kind, value, profile, shared, others })),
    people: [...people.values()],
  };
}
