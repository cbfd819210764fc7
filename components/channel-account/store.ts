import type { Channel } from '#contracts/channel.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';

/** `settings` is JSON text without secrets; `secrets` is sealed and of no use without the key. */
export interface StoredAccount {
  readonly workspace: WorkspaceId;
  readonly channel: Channel;
  readonly provider: string;
  readonly settings: string;
  readonly secrets: Uint8Array | null;
  /** Rises with every save. */
  readonly version: number;
  readonly updatedAt: Instant;
  /** Why the provider refuses the account, until it is saved again or a message goes through. */
  readonly stoppedReason: string | null;
}

export interface ChannelAccountStore {
  all(): Promise<readonly StoredAccount[]>;
  save(account: Pick<StoredAccount, 'workspace' | 'channel' | 'provider' | 'settings' | 'secrets'>): Promise<void>;
  markStopped(workspace: WorkspaceId, channel: Channel, reason: string | null): Promise<void>;
  /** Calls back when an account was saved by any process, and when notifications may have been missed. */
  watch(listener: () => void): Promise<() => Promise<void>>;
}
