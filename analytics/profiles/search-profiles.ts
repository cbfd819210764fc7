import type { ClickHouseClient } from '@clickhouse/client';
import type { Store } from '#components/store/port/index.ts';
import type { Page } from '#contracts/api/list.ts';
import type { ProfileListItem, ProfileListQuery } from '#contracts/api/profile.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { lastSeen } from './last-seen.ts';
import { presentListItem } from './list-item.ts';
import { readProfilePlace, writeProfilePlace } from './profile-cursor.ts';
import { readPeople } from './read-people.ts';
import type { SearchSight } from './search-text.ts';

/**
 * People by a part of their name, address or any trait, as far as `sight` goes, by segment and by where they are in a journey; who was seen last comes
 * first. Who is seen again while somebody turns pages moves to the front and is on none of the later pages; nobody is
 * on two.
 */
export async function searchProfiles(
  client: ClickHouseClient,
  store: Pick<Store, 'readProfiles' | 'releases'>,
  workspace: WorkspaceId,
  query: ProfileListQuery,
  now: Instant,
  sight?: SearchSight,
): Promise<Page<ProfileListItem>> {
  const { limit } = query;
  const after = readProfilePlace(query.cursor);
  const found = await lastSeen({ client, store, workspace, after, limit: limit + 1, sight }, query, now);
  const shown = found.slice(0, limit);
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
    nextCursor: last !== undefined && found.length > limit ? writeProfilePlace(last) : null,
  };
}
