import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Identity, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';

/** A person of today, and the ids that her facts were recorded under. */
export interface RehearsedPerson {
  readonly profile: ProfileId;
  readonly ids: readonly ProfileId[];
  readonly identities: readonly Identity[];
}

/** A page of people after `after`, in the order of their ids; of a sample of `perMille` thousandths, always the same. */
export async function readSample(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  { after, perMille, limit }: { readonly after: ProfileId | null; readonly perMille: number; readonly limit: number },
): Promise<readonly RehearsedPerson[]> {
  const values = { workspace, after: after ?? smallest, perMille, limit };
  return withIds(client, workspace, await queryRows<ProfileRow>(client, sampleSql, values, { background: true }));
}

/** One person, or nothing where she is not known. */
export async function readPerson(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  profile: ProfileId,
): Promise<RehearsedPerson | undefined> {
  const [person] = await withIds(
    client,
    workspace,
    await queryRows<ProfileRow>(client, oneSql, { workspace, profile }),
  );
  return person;
}

export async function countPeople(client: ClickHouseClient, workspace: WorkspaceId): Promise<number> {
  const [row] = await queryRows<{ count: number }>(client, countSql, { workspace });
  return row?.count ?? 0;
}

interface ProfileRow {
  readonly profile: ProfileId;
  readonly identities: string;
}

async function withIds(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  rows: readonly ProfileRow[],
): Promise<readonly RehearsedPerson[]> {
  const people = rows.map(({ profile }) => profile);
  const aliases = await queryRows<{ profile: ProfileId; person: ProfileId }>(client, aliasSql, { workspace, people });
  const merged = Map.groupBy(aliases, ({ person }) => person);
  return rows.map(({ profile, identities }) => ({
    profile,
    ids: [profile, ...(merged.get(profile) ?? []).map((alias) => alias.profile)],
    identities: JSON.parse(identities) as Identity[],
  }));
}

/** No person's id: whoever is known comes after it. */
const smallest = '00000000-0000-0000-0000-000000000000';

const known = 'FROM profile_fact FINAL WHERE workspace = {workspace:UInt32} AND deleted = 0';

const sampleSql = `
  SELECT profile, identities ${known} AND profile > {after:UUID} AND cityHash64(profile) % 1000 < {perMille:UInt32}
  ORDER BY profile LIMIT {limit:UInt32}`;

const oneSql = `SELECT profile, identities ${known} AND profile = {profile:UUID}`;

const countSql = `SELECT count() AS count ${known}`;

const aliasSql = `
  SELECT profile, current_profile AS person FROM profile_alias
  WHERE workspace = {workspace:UInt32} AND current_profile IN {people:Array(UUID)}`;
