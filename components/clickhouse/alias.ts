import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from './client.ts';
import type { TableName } from './tables.ts';

/** Longest chain of merges that is followed in one call; a longer one is shortened by the next. */
const longestChain = 16;

/** Over alias_fact: (workspace, profile, current_profile) of every profile that is another person today. */
export const profileAliasView = `SELECT workspace, from_profile AS profile, to_profile AS current_profile FROM alias_fact FINAL WHERE from_profile != to_profile`;

const stalePairs = `FROM alias_fact AS pair FINAL GLOBAL INNER JOIN (SELECT workspace, from_profile, to_profile FROM alias_fact FINAL WHERE workspace = {workspace:UInt32} AND from_profile != to_profile) AS next ON next.workspace = pair.workspace AND next.from_profile = pair.to_profile WHERE pair.workspace = {workspace:UInt32} AND pair.from_profile != pair.to_profile AND pair.from_profile != next.to_profile`;

/**
 * Points every pair whose winner has itself lost to the winner's winner. To be called after rows were inserted into
 * alias_fact; a repeat changes nothing. The new row's revision is one above the pair's, so that any later merge or undo
 * of the same profile, whose revision comes from its own commit, still wins.
 */
export async function resolveAliases(client: ClickHouseClient, workspace: number): Promise<void> {
  for (let round = 0; round < longestChain; round += 1) {
    const [stale] = await queryRows<{ count: number }>(client, `SELECT count() AS count ${stalePairs}`, { workspace });
    if (!stale?.count) return;
    await client.command({
      query: `INSERT INTO alias_fact SELECT pair.workspace, pair.lane, pair.commit, pair.ordinal, pair.from_profile, next.to_profile, pair.revision + 1, pair.at ${stalePairs}`,
      query_params: { workspace },
    });
  }
}

/**
 * A subquery that stands for a table and has `profile` mapped to the person of today. Binds {workspace:UInt32}.
 * A dictionary would be faster, but the embedded engine never refreshes one by itself.
 */
export function ofCurrentProfile(table: Exclude<TableName, 'alias_fact'>): string {
  return `(SELECT facts.* EXCEPT (profile), if(alias.current_profile = toUUID('00000000-0000-0000-0000-000000000000'), facts.profile, alias.current_profile) AS profile FROM ${table} AS facts GLOBAL ANY LEFT JOIN (SELECT profile, current_profile FROM profile_alias WHERE workspace = {workspace:UInt32}) AS alias ON alias.profile = facts.profile WHERE facts.workspace = {workspace:UInt32})`;
}

/** A subquery with every profile id under which facts of one person were written, for `profile IN`. Binds {workspace:UInt32} and {profile:UUID}. */
export const profileIdsOfPerson = `(SELECT {profile:UUID} AS profile UNION ALL SELECT profile FROM profile_alias WHERE workspace = {workspace:UInt32} AND current_profile = {profile:UUID})`;
