import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { ChannelAccountStore, StoredAccount } from '#components/channel-account/store.ts';
import type { ChannelAccount, Provider } from '#contracts/api/channel.ts';
import type { FieldProblem } from '#contracts/api/field-problem.ts';
import { type Channel, channels } from '#contracts/channel.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import { checkSettings, unfitProvider } from './check-settings.ts';
import { describeAccount } from './describe-account.ts';
import type { AdapterDirectory } from './directory.ts';
import type { LinkSettings } from './links/link-settings.ts';
import type { ChannelAdapter, ChannelProvider, ReceiptReading, ReceiptRequest, SendResult } from './port.ts';
import { readReceiptAddress, receiptAddress } from './receipts/account-address.ts';
import { findReference } from './receipts/reference.ts';
import { readSettings, writeSettings } from './stored-settings.ts';
import { testMessage } from './test-message.ts';

const testTimeoutMilliseconds = 20_000;
const defaultProvider = 'sandbox';

export interface ChannelAccounts extends AdapterDirectory {
  /** One entry per channel, without secrets. */
  describe(workspace: WorkspaceId): Promise<readonly ChannelAccount[]>;
  /** Checks and saves; takes effect here when it resolves and within moments in other processes. */
  save(
    workspace: WorkspaceId,
    channel: Channel,
    wanted: { readonly provider: Provider; readonly settings: JsonObject },
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly problems: readonly FieldProblem[] }>;
  /** The account that an address for receipts belongs to; undefined where it belongs to none, or to one of before. */
  findReceiver(token: string): ReceiptReceiver | undefined;
  /** Sends a message that says it is a test, at once and past all rules. */
  testSend(workspace: WorkspaceId, channel: Channel, to: string): Promise<SendResult>;
  /** Waits for sends that are under way. */
  close(): Promise<void>;
}

/** An account whose provider posts receipts. */
export interface ReceiptReceiver {
  readonly workspace: WorkspaceId;
  readonly channel: Channel;
  readonly provider: Provider;
  read(request: Omit<ReceiptRequest, 'find'>): Promise<ReceiptReading>;
}

export interface ChannelAccountParts {
  readonly store: ChannelAccountStore;
  readonly providers: readonly ChannelProvider[];
  /** 32 bytes, under which secrets are encrypted. */
  readonly secretKey: Uint8Array;
  /** Of the addresses that receipts are posted to; absent in processes that take none. */
  readonly links?: Pick<LinkSettings, 'publicUrl' | 'key'>;
  readonly clock: () => number;
  readonly log: Pick<Logger, 'error' | 'warn'>;
}

/** The channel accounts of all workspaces, ready to send. A channel that has none uses the sandbox where that can. */
export async function openChannelAccounts(parts: ChannelAccountParts): Promise<ChannelAccounts> {
  const { store, providers, secretKey, links, clock, log } = parts;
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

  function receiptUrlOf(workspace: WorkspaceId, channel: Channel): string | null {
    const adapter = find(workspace, channel);
    if (!links || !adapter?.readReceipts) return null;
    return receiptAddress(links, { workspace, channel }, adapter.provider);
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
        describeAccount(channel, stored.get(keyOf(workspace, channel)), {
          providers,
          defaultProvider,
          secretKey,
          receiptUrl: receiptUrlOf(workspace, channel),
        }),
      );
    },

    async save(workspace, channel, { provider: name, settings }) {
      await reload();
      const provider = findProvider(name, channel);
      if (!provider) return { ok: false, problems: [unfitProvider(name, channel)] };
      const place = { workspace, channel, provider: name };
      const account = stored.get(keyOf(workspace, channel));
      const before = account?.provider === name ? readSettings(account, secretKey) : {};
      const checked = checkSettings(provider, before, settings);
      if (!checked.ok) return checked;
      await store.save({ ...place, ...writeSettings(place, checked.settings, provider, secretKey) });
      await reload();
      return { ok: true };
    },

    findReceiver(token) {
      if (!links) return undefined;
      const account = readReceiptAddress(links.key, token, (own) => find(own.workspace, own.channel)?.provider);
      const adapter = account && find(account.workspace, account.channel);
      if (!account || !adapter?.readReceipts) return undefined;
      const { provider } = adapter;
      const findMessage = (text: string) => findReference(links.key, account.workspace, text);
      return {
        ...account,
        provider,
        read: async (request) =>
          (await adapter.readReceipts?.({ ...request, find: findMessage })) ?? {
            type: 'read',
            receipts: [],
            messages: [],
            ignored: 0,
          },
      };
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

function keyOf(workspace: WorkspaceId, channel: Channel): string {
  return `${workspace}/${channel}`;
}
