import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Store } from '#components/store/port/index.ts';
import type { Page } from '#contracts/api/list.ts';
import type { ProfileListItem, ProfileListQuery } from '#contracts/api/profile.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { instant } from '../instant.ts';
import { peopleInside } from '../journeys/people-inside.ts';
import { groupByPerson } from '../segment/current-profile.ts';
import { membersOfSegments } from '../segment/members.ts';
import { presentListItem } from './list-item.ts';
import { type ProfilePlace, readProfilePlace, writeProfilePlace } from './profile-cursor.ts';
import { readPeople } from './read-people.ts';
import { searchPatterns } from './search-text.ts';

/**
 * People by a part of their name or address, by segment and by where they are in a journey; who was seen last comes
 * first. Who is seen again while somebody turns pages moves to the front and is on none of the later pages; nobody is
 * on two.
 */
export async function searchProfiles(
  client: ClickHouseClient,
  store: Pick<Store, 'readProfiles'>,
  workspace: WorkspaceId,
  query: ProfileListQuery,
): Promise<Page<ProfileListItem>> {
  const { limit, segment, journey, node } = query;
  const after = readProfilePlace(query.cursor);
  const patterns = searchPatterns(query.search ?? '');
  const rows = await queryRows<ProfilePlace>(client, statement(query, patterns.length, after !== undefined), {
    ...{ workspace, segment, journey, node, limit: limit + 1 },
    ...(after !== undefined && { afterSeen: after.seenAt, afterProfile: after.profile }),
    ...Object.fromEntries(patterns.map((pattern, index) => [`pattern${index}`, pattern])),
  });
  const shown = rows.slice(0, limit);
  const people = await readPeople(
    store,
    workspace,
    shown.map(({ profile }) => profile),
  );
  const last = shown.at(-1);
  return {
    items: shown.flatMap(({ profile }) => {
      const person = people.get(profile);
      return person === undefined ? [] : [presentListItem(person)];
    }),
    nextCursor: last !== undefined && rows.length > limit ? writeProfilePlace(last) : null,
  };
}

/** Nobody is without events for long, but facts of different tables arrive one after the other. */
function statement({ segment, journey, node }: ProfileListQuery, patterns: number, continued: boolean): string {
  const conditions = ['workspace = {workspace:UInt32}', 'deleted = 0'];
  for (let index = 0; index < patterns; index++) conditions.push(`search LIKE {pattern${index}:String}`);
  if (segment !== undefined) {
    conditions.push(`profile GLOBAL IN (SELECT person FROM ${membersOfSegments('segment = {segment:String}')})`);
  }
  if (journey !== undefined) {
    const inside = `SELECT profile FROM ${peopleInside(node !== undefined)}`;
    conditions.push(`profile GLOBAL IN (${groupByPerson(inside, [])})`);
  }
  const people = `SELECT profile, first_seen_at FROM profile_fact FINAL WHERE ${conditions.join(' AND ')}`;
  const lastEvents =
    'SELECT profile, max(at) AS last_at FROM event WHERE workspace = {workspace:UInt32} GROUP BY profile';
  const seen = groupByPerson(lastEvents, ['max(last_at) AS last_at']);
  const rest = continued ? `WHERE (last_seen, profile) < (${instant('afterSeen')}, {afterProfile:UUID})` : '';
  return `
    SELECT people.profile AS profile, toUnixTimestamp64Milli(greatest(seen.last_at, people.first_seen_at)) AS seenAt,
      greatest(seen.last_at, people.first_seen_at) AS last_seen
    FROM (${people}) AS people GLOBAL ANY LEFT JOIN (${seen}) AS seen ON seen.person = people.profile
    ${rest}
    ORDER BY last_seen DESC, profile DESC LIMIT {limit:UInt32}`;
}
