import { LRUCache } from 'lru-cache';
import type { Store } from '#components/store/port/index.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { personName, shortProfileId } from '#core/profile/person-name.ts';
import { readDocument } from '#core/read-document.ts';
import type { ProfileState } from '#core/state.ts';

/** Names of people for the live stream; a name that was given a moment ago may take half a minute to show. */
export function createLabels(store: Store, workspace: WorkspaceId): (profile: ProfileId) => Promise<string> {
  const names = new LRUCache<ProfileId, string>({ max: 10_000, ttl: 30_000 });
  return async (profile) => {
    const known = names.get(profile);
    if (known !== undefined) return known;
    const document = (await store.readProfiles(workspace, [profile])).get(profile);
    const name = document === undefined ? shortProfileId(profile) : personName(readDocument(document) as ProfileState);
    names.set(profile, name);
    return name;
  };
}
