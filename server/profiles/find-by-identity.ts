import type { CountryCode } from 'libphonenumber-js/max';
import type { Store } from '#components/store/port/index.ts';
import { type Identity, identityKinds, type ProfileId, type WorkspaceId } from '#contracts/identifiers.ts';
import type { ProfileState } from '#core/state.ts';
import { normaliseEmail, normalisePhone } from '../tracking/contact.ts';
import { readProfileState } from './read-profile.ts';

/** People whom the text names exactly: by profile id, e-mail, phone, user id or anonymous id. */
export async function findByIdentity(
  store: Pick<Store, 'readProfiles' | 'identities'>,
  workspace: WorkspaceId,
  text: string,
  country: CountryCode,
): Promise<readonly ProfileState[]> {
  const direct = await readProfileState(store, workspace, text);
  if (direct !== undefined) return [direct];
  const known = await store.identities.find(workspace, possibleIdentities(text, country));
  const profiles = new Set<ProfileId>(known.map(({ profile }) => profile));
  const states = await Promise.all([...profiles].map((profile) => readProfileState(store, workspace, profile)));
  return states.filter((state) => state !== undefined);
}

function possibleIdentities(text: string, country: CountryCode): Identity[] {
  const values = { userId: text, anonymousId: text, email: normaliseEmail(text), phone: normalisePhone(text, country) };
  return identityKinds.flatMap((kind) => {
    const value = values[kind];
    return value === undefined ? [] : [{ kind, value }];
  });
}
