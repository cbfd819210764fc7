import type { ClickHouseClient } from '@clickhouse/client';
import type { Store } from '#components/store/port/index.ts';
import type { Page } from '#contracts/api/list.ts';
import type { ProfileListItem, ProfileListQuery } from '#contracts/api/profile.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { ProfileState } from '#core/state.ts';
import { lastSeen } from './last-seen.ts';
import { presentListItem } from './list-item.ts';
import { readProfilePlace, writeProfilePlace } from './profile-cursor.ts';
import { readPeople } from './read-people.ts';
import { matchesSearch } from './search-match.ts';
import type { SearchSight } from './search-sight.ts';
import { readSearch } from './search-text.ts';

/** A page that is not full after so many is given as it is, with where to go on. */
const roundsAtMost = 4;

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
  const { limit, search = '' } = query;
  const asked = readSearch(search);
  const keep = (state: ProfileState) => matchesSearch(state, asked, sight);
  let items: readonly ProfileListItem[] = [];
  let cursor = query.cursor ?? null;
  // Who is left out because she is found by it no more makes room for the next.
  for (let round = 0; round < roundsAtMost && items.length < limit && (round === 0 || cursor !== null); round++) {
    const [after, missing] = [readProfilePlace(cursor ?? undefined), limit - items.length];
    const found = await lastSeen({ client, store, workspace, after, limit: missing + 1, sight, keep }, query, now);
    const shown = found.slice(0, missing);
    const ids = shown.map(({ profile }) => profile);
    const people = await readPeople(store, workspace, ids);
    const kept = ids.flatMap((profile) => people.get(profile) ?? []).filter(keep);
    items = [...items, ...kept.map(presentListItem)];
    const last = shown.at(-1);
    cursor = last !== undefined && found.length > missing ? writeProfilePlace(last) : null;
  }
  return { items, nextCursor: cursor };
}
