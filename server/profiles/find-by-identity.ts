import type { CountryCode } from 'libphonenumber-js/max';
import type { Store } from '#components/store/port/index.ts';
import type { Identity, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { IdentitySettings } from '#contracts/identity-rule.ts';
import type { ProfileState } from '#core/state.ts';
import { normalise } from '../tracking/identities.ts';
import { readProfileState } from './read-profile.ts';

/** People whom the text names exactly: by profile id or by any kind of identity of the workspace. */
export async function findByIdentity(
  store: Pick<Store, 'readProfiles' | 'identities'>,
  workspace: WorkspaceId,
  text: string,
  country: CountryCode,
  settings: IdentitySettings,
): Promise<readonly ProfileState[]> {
  const direct = await readProfileState(store, workspace, text);
  if (direct !== undefined) return [direct];
  const known = await store.identities.find(workspace, possibleIdentities(text, country, settings));
  const profiles = new Set<ProfileId>(known.map(({ profile }) => profile));
  const states = await Promise.all([...profiles].map((profile) => readProfileState(store, workspace, profile)));
  return states.filter((state) => state !== undefined);
}

function possibleIdentities(text: string, country: CountryCode, { kinds }: IdentitySettings): Identity[] {
  return kinds.flatMap(({ kind, format }) => {
    const value = normalise(text, format, country);
    return value === undefined ? [] : [{ kind, value }];
  });
}
