import type { Channel } from '#contracts/channel.ts';
import type { SuppressionReason } from '#contracts/consent/consent.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';

/** An address that must not be used again. */
export interface SuppressedAddress {
  readonly channel: Channel;
  /** SHA-256 of the normalised address, 64 hexadecimal digits. */
  readonly hash: string;
  /** Null where only the hash is known. */
  readonly address: string | null;
  readonly reason: SuppressionReason;
  readonly note: string;
  readonly addedBy: string;
  readonly addedAt: Instant;
}

export interface SuppressionQuery {
  readonly channel?: Channel | undefined;
  readonly reason?: SuppressionReason | undefined;
  /** Beginning of an address. */
  readonly search?: string | undefined;
  /** Hash of a whole address that the search may be. */
  readonly hashes?: readonly string[] | undefined;
  /** The last of the page before. */
  readonly after?: Pick<SuppressedAddress, 'addedAt' | 'hash'> | undefined;
  readonly limit: number;
}

export interface SuppressionStore {
  /** Adds what is not on the list; returns what was new. An entry that is there keeps its reason and time. */
  add(workspace: WorkspaceId, entries: readonly SuppressedAddress[]): Promise<readonly SuppressedAddress[]>;
  /** Takes one off. Undefined where it is not on the list. */
  remove(
    workspace: WorkspaceId,
    channel: Channel,
    hash: string,
    by: string,
    at: Instant,
  ): Promise<SuppressedAddress | undefined>;
  /** The newest first. */
  list(workspace: WorkspaceId, query: SuppressionQuery): Promise<readonly SuppressedAddress[]>;
  /** How many are on the list, by reason. */
  counts(workspace: WorkspaceId): Promise<ReadonlyMap<SuppressionReason, number>>;
  /** Of these addresses those on the list, as `${channel}:${hash}`. */
  held(
    workspace: WorkspaceId,
    addresses: readonly Pick<SuppressedAddress, 'channel' | 'hash'>[],
  ): Promise<ReadonlyMap<string, SuppressionReason>>;
}
