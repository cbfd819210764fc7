import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { membersOfSegments } from '../segment/members.ts';
import { peopleInside } from './people-inside.ts';

/** Who is gone through for a journey. `trait` is its first part, before any dot. */
export type JourneyAudience =
  | { readonly type: 'everybody' }
  | { readonly type: 'segment'; readonly segment: string }
  | { readonly type: 'trait'; readonly trait: string }
  | { readonly type: 'inside'; readonly journey: string };

const first = '00000000-0000-0000-0000-000000000000';

/** A page of people in the order of their ids, as ClickHouse orders them; who was merged since stands for the person of today. */
export async function audiencePage(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  audience: JourneyAudience,
  after: ProfileId | null,
  limit: number,
): Promise<readonly ProfileId[]> {
  const { type, ...bound } = audience;
  const sql = `SELECT DISTINCT person FROM (${sources[type]}) WHERE person > {after:UUID} ORDER BY person LIMIT {limit:UInt32}`;
  const rows = await queryRows<{ person: ProfileId }>(client, sql, {
    workspace,
    ...bound,
    after: after ?? first,
    limit,
  });
  return rows.map(({ person }) => person);
}

const people = 'SELECT profile AS person FROM profile_fact FINAL WHERE workspace = {workspace:UInt32} AND deleted = 0';

const sources: { readonly [T in JourneyAudience['type']]: string } = {
  everybody: people,
  trait: `${people} AND JSONHas(traits, {trait:String})`,
  segment: `SELECT person FROM ${membersOfSegments('segment = {segment:String}')}`,
  inside: `SELECT profile AS person FROM ${peopleInside(false)}`,
};
