import type { StoredAccount } from '#components/channel-account/store.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { ChannelProvider } from './port.ts';
import { openSecrets, sealSecrets } from './secrets.ts';

type Place = Pick<StoredAccount, 'workspace' | 'channel' | 'provider'>;

/** Secrets that are bound to another account or provider do not open. */
function placeName({ workspace, channel, provider }: Place): string {
  return `${workspace}/${channel}/${provider}`;
}

export function readSecrets(account: StoredAccount, key: Uint8Array): JsonObject {
  return account.secrets ? openSecrets(key, placeName(account), account.secrets) : {};
}

/** All settings of a stored account, secrets included. */
export function readSettings(account: StoredAccount, key: Uint8Array): JsonObject {
  return { ...(JSON.parse(account.settings) as JsonObject), ...readSecrets(account, key) };
}

/** The form in which settings are stored: the secret ones apart and sealed. */
export function writeSettings(
  place: Place,
  settings: JsonObject,
  { secrets }: Pick<ChannelProvider, 'secrets'>,
  key: Uint8Array,
): Pick<StoredAccount, 'settings' | 'secrets'> {
  const entries = Object.entries(settings);
  const secret = entries.filter(([name]) => secrets.includes(name));
  const open = entries.filter(([name]) => !secrets.includes(name));
  return {
    settings: JSON.stringify(Object.fromEntries(open)),
    secrets: secret.length === 0 ? null : sealSecrets(key, placeName(place), Object.fromEntries(secret)),
  };
}
