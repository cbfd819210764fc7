import type { Store } from '#components/store/port/index.ts';
import { RequestError } from '#contracts/errors.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { isCompany } from '#core/company/company-state.ts';
import { readDocument } from '#core/read-document.ts';
import type { ProfileState } from '#core/state.ts';

/** A chain of merges is short; a longer one is a fault, and must not become a loop. */
const mergesFollowed = 20;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The state of the person of today: after a merge, that of the winner. Undefined where nobody has the id. */
export async function readProfileState(
  store: Pick<Store, 'readProfiles'>,
  workspace: WorkspaceId,
  profile: ProfileId,
): Promise<ProfileState | undefined> {
  let id = profile.toLowerCase();
  for (let merges = 0; merges <= mergesFollowed && uuid.test(id); merges++) {
    const document = (await store.readProfiles(workspace, [id])).get(id);
    if (document === undefined) return undefined;
    const state = readDocument(document);
    if (isCompany(state) || state.erased !== undefined) return undefined;
    if (state.mergedInto === undefined) return state;
    id = state.mergedInto;
  }
  return undefined;
}

/** Throws `not_found`. */
export async function requireProfileState(
  store: Pick<Store, 'readProfiles'>,
  workspace: WorkspaceId,
  profile: ProfileId,
): Promise<ProfileState> {
  const state = await readProfileState(store, workspace, profile);
  if (state !== undefined) return state;
  throw new RequestError('not_found', { message: `There is no person with the id "${profile}"; she may be erased.` });
}
