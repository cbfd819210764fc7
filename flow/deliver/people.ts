import type { Store } from '#components/store/port/index.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { absorbId } from '#core/merge/absorb-id.ts';
import { readDocument } from '#core/read-document.ts';
import type { ProfileState } from '#core/state.ts';

/**
 * The person of today behind a profile id. `gone`: erased or never stored. `merging`: the winner's document has not
 * taken in the loser's yet, so neither of the two can answer.
 */
export type Person =
  | { readonly type: 'known'; readonly state: ProfileState }
  | { readonly type: 'gone' }
  | { readonly type: 'merging' };

/** Merges of merges that are followed. Longer chains do not end in a person within any hand-over. */
const longestChain = 8;

export async function loadPeople(
  store: Pick<Store, 'readProfiles'>,
  workspace: WorkspaceId,
  profiles: readonly ProfileId[],
): Promise<ReadonlyMap<ProfileId, Person>> {
  const states = new Map<ProfileId, ProfileState | undefined>();
  let wanted = [...new Set(profiles)];
  for (let round = 0; wanted.length > 0 && round <= longestChain; round++) {
    const documents = await store.readProfiles(workspace, wanted);
    const winners = new Set<ProfileId>();
    for (const profile of wanted) {
      const document = documents.get(profile);
      const state = document === undefined ? undefined : (readDocument(document) as ProfileState);
      states.set(profile, state);
      if (state?.mergedInto !== undefined && !states.has(state.mergedInto)) winners.add(state.mergedInto);
    }
    wanted = [...winners];
  }
  return new Map(profiles.map((profile) => [profile, follow(states, profile)]));
}

function follow(states: ReadonlyMap<ProfileId, ProfileState | undefined>, profile: ProfileId): Person {
  let state = states.get(profile);
  if (!state) return { type: 'gone' };
  // Each document on the way goes on by itself, so that the last one may have come without those before it.
  const awaited: string[] = [];
  while (state.mergedInto !== undefined) {
    awaited.push(absorbId(state.profile, state.mergedInto));
    state = states.get(state.mergedInto);
    if (!state || awaited.length > longestChain) return { type: 'merging' };
  }
  if (state.erased !== undefined) return { type: 'gone' };
  const { absorbed } = state;
  return awaited.every((id) => absorbed.includes(id)) ? { type: 'known', state } : { type: 'merging' };
}
