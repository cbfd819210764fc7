import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { instant } from '../instant.ts';
import { groupByPerson } from '../segment/current-profile.ts';
import { windowsBefore } from '../windows.ts';
import { type Candidates, candidatesOf } from './candidates.ts';
import type { ProfilePlace } from './profile-cursor.ts';

interface Asked {
  readonly client: ClickHouseClient;
  readonly workspace: WorkspaceId;
  readonly after: ProfilePlace | undefined;
  readonly limit: number;
}

/**
 * People and when they were seen last, the newest first, at most `limit` of those that come after `after`. A few people
 * are looked up by their ids; of many, the events of the last day mostly fill a page.
 */
export async function lastSeen(
  asked: Asked,
  query: Parameters<typeof candidatesOf>[0],
  now: Instant,
): Promise<readonly ProfilePlace[]> {
  const candidates = candidatesOf(query);
  const few = candidates === undefined ? undefined : await fewCandidates(asked, candidates);
  if (few !== undefined) return few.length === 0 ? [] : lastSeenOfFew(asked, few);
  let found: readonly ProfilePlace[] = [];
  for (const { from } of windowsBefore(asked.after?.seenAt ?? now, now)) {
    found = await lastSeenSince(asked, candidates, from);
    if (found.length >= asked.limit) break;
  }
  return found;
}

/** Looked up by their ids they touch at most so many granules of events; above this, reading all is as fast. */
const mostLookedUp = 500;

async function fewCandidates({ client, workspace }: Asked, candidates: Candidates): Promise<ProfileId[] | undefined> {
  const sql = `${candidates.sql} LIMIT ${mostLookedUp + 1}`;
  const rows = await queryRows<{ profile: ProfileId }>(client, sql, { workspace, ...candidates.parameters });
  return rows.length > mostLookedUp ? undefined : rows.map(({ profile }) => profile);
}

function lastSeenOfFew(asked: Asked, people: readonly ProfileId[]): Promise<ProfilePlace[]> {
  const losers =
    'SELECT profile FROM profile_alias WHERE workspace = {workspace:UInt32} AND current_profile IN {people:Array(UUID)}';
  const condition = `(profile IN {people:Array(UUID)} OR profile GLOBAL IN (${losers}))`;
  return ask(asked, condition, 'person IN {people:Array(UUID)}', { people });
}

/** Whoever was seen since `from`; those who were not are missing. */
function lastSeenSince(asked: Asked, candidates: Candidates | undefined, from: Instant): Promise<ProfilePlace[]> {
  const among = candidates === undefined ? 'true' : `person GLOBAL IN (${candidates.sql})`;
  return ask(asked, `at >= ${instant('from')}`, among, { from, ...candidates?.parameters });
}

function ask(asked: Asked, events: string, among: string, parameters: object): Promise<ProfilePlace[]> {
  const { client, workspace, after, limit } = asked;
  const byId = `SELECT profile, max(at) AS last_at FROM event WHERE workspace = {workspace:UInt32} AND ${events} GROUP BY profile`;
  const rest = after === undefined ? 'true' : `(last_seen, person) < (${instant('afterSeen')}, {afterProfile:UUID})`;
  const sql = `
    SELECT person AS profile, toUnixTimestamp64Milli(last_seen) AS seenAt
    FROM (${groupByPerson(byId, ['max(found.last_at) AS last_seen'])})
    WHERE ${among} AND ${rest}
    ORDER BY last_seen DESC, person DESC LIMIT {limit:UInt32}`;
  return queryRows<ProfilePlace>(client, sql, {
    ...{ workspace, limit, ...parameters },
    ...(after !== undefined && { afterSeen: after.seenAt, afterProfile: after.profile }),
  });
}
