import type { Store } from '#components/store/port/index.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { readDocument } from '#core/read-document.ts';
import type { ProfileState } from '#core/state.ts';

/** A chain of merges is short; a longer one is a fault, and must not become a loop. */
const mergesFollowed = 20;

/** The documents of the people of today, by the ids that were asked for: a merged person's id gives the winner's. */
export async function readPeople(
  store: Pick<Store, 'readProfiles'>,
  workspace: WorkspaceId,
  profiles: readonly ProfileId[],
): Promise<ReadonlyMap<ProfileId, ProfileState>> {
  const states = new Map<ProfileId, ProfileState>();
  let missing = [...new Set(profiles)];
  for (let merges = 0; merges <= mergesFollowed && missing.length > 0; merges++) {
    const documents = await store.readProfiles(workspace, missing);
    for (const [profile, document] of documents) states.set(profile, readDocument(document) as ProfileState);
    const winners = [...documents.keys()].flatMap((profile) => states.get(profile)?.mergedInto ?? []);
    missing = [...new Set(winners)].filter((winner) => !states.has(winner));
  }
  const today = new Map<ProfileId, ProfileState>();
  for (const profile of profiles) {
    let state = states.get(profile);
    for (let merges = 0; merges < mergesFollowed && state?.mergedInto !== undefined; merges++) {
      state = states.get(state.mergedInto);
    }
    if (state !== undefined && state.erased === undefined) today.set(profile, state);
  }
  return today;
}
