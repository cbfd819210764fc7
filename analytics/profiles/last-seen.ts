import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Store } from '#components/store/port/index.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { instant } from '../instant.ts';
import { groupByPerson } from '../segment/current-profile.ts';
import { windowsBefore } from '../windows.ts';
import { type Candidates, candidatesOf, readScoring } from './candidates.ts';
import type { ProfilePlace } from './profile-cursor.ts';
import { readPeople } from './read-people.ts';
import type { SearchSight } from './search-text.ts';

interface Asked {
  readonly client: ClickHouseClient;
  readonly store: Pick<Store, 'readProfiles' | 'releases'>;
  readonly workspace: WorkspaceId;
  readonly after: ProfilePlace | undefined;
  readonly limit: number;
  readonly sight?: SearchSight | undefined;
}

/**
 * People and when they were seen last, the newest first, at most `limit` of those that come after `after`. A few people's
 * documents tell; of many, the events of the last day mostly fill a page.
 */
export async function lastSeen(
  asked: Asked,
  query: Parameters<typeof candidatesOf>[0],
  now: Instant,
): Promise<readonly ProfilePlace[]> {
  const candidates = candidatesOf(query, await readScoring(asked.store, asked.workspace, query, now), asked.sight);
  const few = candidates === undefined ? undefined : await fewCandidates(asked, candidates);
  if (few !== undefined) return few.length === 0 ? [] : lastSeenOfFew(asked, few);
  let found: readonly ProfilePlace[] = [];
  for (const { from } of windowsBefore(asked.after?.seenAt ?? now, now)) {
    found = await lastSeenSince(asked, candidates, from);
    if (found.length >= asked.limit) break;
  }
  return found;
}

/** Documents that are read for one page: about a megabyte. Their events lie in as many places of a table by time. */
const mostLookedUp = 500;

async function fewCandidates({ client, workspace }: Asked, candidates: Candidates): Promise<ProfileId[] | undefined> {
  const sql = `${candidates.sql} LIMIT ${mostLookedUp + 1}`;
  const rows = await queryRows<{ profile: ProfileId }>(client, sql, { workspace, ...candidates.parameters });
  return rows.length > mostLookedUp ? undefined : rows.map(({ profile }) => profile);
}

async function lastSeenOfFew(
  { store, workspace, after, limit }: Asked,
  people: readonly ProfileId[],
): Promise<ProfilePlace[]> {
  const states = await readPeople(store, workspace, people);
  // Two ids may be one person by now.
  const lastSeenAt = new Map([...states.values()].map((state) => [state.profile, state.lastSeenAt]));
  return [...lastSeenAt]
    .map(([profile, seenAt]) => ({ profile, seenAt }))
    .filter((place) => after === undefined || isBefore(place, after))
    .sort((a, b) => (isBefore(a, b) ? 1 : -1))
    .slice(0, limit);
}

function isBefore(a: ProfilePlace, b: ProfilePlace): boolean {
  return a.seenAt === b.seenAt ? a.profile < b.profile : a.seenAt < b.seenAt;
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
