import type { StoredAccount } from '#components/channel-account/store.ts';
import { type ChannelAccount, type Provider, providerSchema, sendReasonSchema } from '#contracts/api/channel.ts';
import type { Channel } from '#contracts/channel.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { ChannelProvider } from './port.ts';
import { readSecrets } from './stored-settings.ts';

/** An account as the settings page shows it: of secrets only the names of those that are set. */
export function describeAccount(
  channel: Channel,
  account: StoredAccount | undefined,
  known: {
    readonly providers: readonly ChannelProvider[];
    readonly defaultProvider: Provider;
    readonly secretKey: Uint8Array;
    readonly receiptUrl: string | null;
  },
): ChannelAccount {
  const providers = known.providers.filter((provider) => provider.channels.includes(channel)).map(({ name }) => name);
  const proposed = providers.includes(known.defaultProvider) ? known.defaultProvider : providers[0];
  return {
    channel,
    provider: providerSchema.parse(account?.provider ?? proposed),
    settings: account ? (JSON.parse(account.settings) as JsonObject) : {},
    secrets: account ? Object.keys(readSecrets(account, known.secretKey)) : [],
    providers,
    receiptUrl: known.receiptUrl,
    stoppedReason: sendReasonSchema.safeParse(account?.stoppedReason).data ?? null,
    updatedAt: account ? new Date(account.updatedAt).toISOString() : null,
  };
}
