import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { personName } from '#core/profile/person-name.ts';
import { readDocument } from '#core/read-document.ts';
import type { ProfileState } from '#core/state.ts';
import type { ServerParts } from '../parts.ts';

/** Who people are today; a tombstone is called what she was called at the merge. */
export async function namesOf(
  { store }: Pick<ServerParts, 'store'>,
  workspace: WorkspaceId,
  profiles: readonly ProfileId[],
): Promise<(profile: ProfileId) => { readonly id: ProfileId; readonly name: string }> {
  const documents = await store.readProfiles(workspace, [...new Set(profiles)]);
  return (id) => {
    const document = documents.get(id);
    const state = document === undefined ? undefined : (readDocument(document) as ProfileState);
    const shown = state?.kept ? (readDocument(state.kept.loser) as ProfileState) : state;
    return { id, name: shown ? personName(shown) : id.slice(-6) };
  };
}
