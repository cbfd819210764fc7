import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { ChannelAccountStore, StoredAccount } from '#components/channel-account/store.ts';
import type { ChannelAccount, Provider } from '#contracts/api/channel.ts';
import { type Channel, channels } from '#contracts/channel.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import { describeAccount } from './describe-account.ts';
import type { AdapterDirectory } from './directory.ts';
import type { ChannelAdapter, ChannelProvider, SendResult } from './port.ts';
import { readSettings, writeSettings } from './stored-settings.ts';
import { testMessage } from './test-message.ts';

const testTimeoutMilliseconds = 20_000;
const defaultProvider = 'sandbox';

export interface SettingProblem {
  /** Name of the setting; empty where it is about all of them. */
  readonly field: string;
  readonly message: string;
}

export interface ChannelAccounts extends AdapterDirectory {
  /** One entry per channel, without secrets. */
  describe(workspace: WorkspaceId): Promise<readonly ChannelAccount[]>;
  /** Checks and saves; takes effect here when it resolves and within moments in other processes. */
  save(
    workspace: WorkspaceId,
    channel: Channel,
    wanted: { readonly provider: Provider; readonly settings: JsonObject },
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly problems: readonly SettingProblem[] }>;
  /** Sends a message that says it is a test, at once and past all rules. */
  testSend(workspace: WorkspaceId, channel: Channel, to: string): Promise<SendResult>;
  /** Waits for sends that are under way. */
  close(): Promise<void>;
}

export interface ChannelAccountParts {
  readonly store: ChannelAccountStore;
  readonly providers: readonly ChannelProvider[];
  /** 32 bytes, under which secrets are encrypted. */
  readonly secretKey: Uint8Array;
  readonly clock: () => number;
  readonly log: Pick<Logger, 'error' | 'warn'>;
}

/** The channel accounts of all workspaces, ready to send. A channel that has none uses the sandbox where that can. */
export async function openChannelAccounts(parts: ChannelAccountParts): Promise<ChannelAccounts> {
  const { store, providers, secretKey, clock, log } = parts;
  const opened = new Map<string, { readonly adapter: ChannelAdapter | undefined; readonly version: number }>();
  let stored: ReadonlyMap<string, StoredAccount> = new Map();
  let reloading: Promise<void> = Promise.resolve();

  async function load(): Promise<void> {
    const accounts = await store.all();
    stored = new Map(accounts.map((account) => [keyOf(account.workspace, account.channel), account]));
    for (const [key, { adapter, version }] of opened) {
      if ((stored.get(key)?.version ?? 0) === version) continue;
      opened.delete(key);
      adapter?.close().catch((error: unknown) => log.error({ err: error }, 'a channel account did not close'));
    }
  }

  /** One after the other: an older answer must not overwrite a newer one. */
  function reload(): Promise<void> {
    reloading = reloading.then(load, load);
    return reloading;
  }

  function findProvider(name: string, channel: Channel): ChannelProvider | undefined {
    return providers.find((provider) => provider.name === name && provider.channels.includes(channel));
  }

  function open(channel: Channel, account: StoredAccount | undefined): ChannelAdapter | undefined {
    const provider = findProvider(account?.provider ?? defaultProvider, channel);
    try {
      const settings = provider?.settings.parse(account ? readSettings(account, secretKey) : {});
      return provider?.open(channel, settings);
    } catch (error) {
      log.error({ err: error, channel }, 'the settings of a channel cannot be used; save them again so that it sends');
      return undefined;
    }
  }

  function find(workspace: WorkspaceId, channel: Channel): ChannelAdapter | undefined {
    const key = keyOf(workspace, channel);
    const account = stored.get(key);
    const held = opened.get(key) ?? { adapter: open(channel, account), version: account?.version ?? 0 };
    opened.set(key, held);
    return held.adapter;
  }

  const unwatch = await store.watch(() => {
    reload().catch((error: unknown) => log.error({ err: error }, 'channel accounts could not be loaded'));
  });
  await reload();

  return {
    find,

    reportStop(workspace, channel, reason) {
      if (reason !== null) log.warn({ channel, reason }, 'a provider refuses the account');
      store
        .markStopped(workspace, channel, reason)
        .catch((error: unknown) => log.error({ err: error }, 'the state of a channel account could not be stored'));
    },

    async describe(workspace) {
      await reload();
      return channels.map((channel) =>
        describeAccount(channel, stored.get(keyOf(workspace, channel)), { providers, defaultProvider, secretKey }),
      );
    },

    async save(workspace, channel, { provider: name, settings }) {
      await reload();
      const provider = findProvider(name, channel);
      if (!provider) return { ok: false, problems: [{ field: 'provider', message: `${name} cannot send ${channel}` }] };
      const place = { workspace, channel, provider: name };
      const kept = keptSecrets(stored.get(keyOf(workspace, channel)), provider, secretKey);
      const complete = withoutEmpty({ ...kept, ...settings });
      const checked = provider.settings.safeParse(complete);
      if (!checked.success) {
        const problems = checked.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
        return { ok: false, problems };
      }
      await store.save({ ...place, ...writeSettings(place, checked.data as JsonObject, provider, secretKey) });
      await reload();
      return { ok: true };
    },

    async testSend(workspace, channel, to) {
      const adapter = find(workspace, channel);
      if (!adapter) return { type: 'stop', reason: 'channel_off' };
      const delivery = randomUUID();
      return await adapter.send(testMessage(workspace, channel, to, delivery), {
        idempotencyKey: delivery,
        signal: AbortSignal.timeout(testTimeoutMilliseconds),
        now: clock(),
      });
    },

    async close() {
      await unwatch();
      await Promise.allSettled([reloading]);
      await Promise.all([...opened.values()].map(({ adapter }) => adapter?.close()));
    },
  };
}

/** A secret that is left out keeps its value as long as the provider stays the same. */
function keptSecrets(account: StoredAccount | undefined, provider: ChannelProvider, key: Uint8Array): JsonObject {
  if (account?.provider !== provider.name) return {};
  const secrets = Object.entries(readSettings(account, key)).filter(([name]) => provider.secrets.includes(name));
  return Object.fromEntries(secrets);
}

/** Forms send what is not filled in as empty text; null takes a secret away. */
function withoutEmpty(settings: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null && value !== ''));
}

function keyOf(workspace: WorkspaceId, channel: Channel): string {
  return `${workspace}/${channel}`;
}
