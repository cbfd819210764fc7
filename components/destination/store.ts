import type { DestinationDefinition, PauseReason, StreamKind } from '#contracts/destination.ts';
import type { Instant, Lane, WorkspaceId } from '#contracts/identifiers.ts';

/** A fact's place within its lane. Places are compared by commit, then by ordinal. */
export interface FactPlace {
  readonly commit: number;
  readonly ordinal: number;
}

export interface ActiveDestination {
  readonly workspace: WorkspaceId;
  readonly id: string;
  readonly definition: DestinationDefinition;
  /** Sealed; see server/destinations/secret.ts. */
  readonly secrets: Uint8Array;
  readonly oldSecretUntil: Instant | null;
  readonly revision: number;
  readonly failingSince: Instant | null;
}

/** Facts of one lane on their way to one destination, in their order. */
export interface DestinationStream {
  readonly destination: string;
  readonly id: string;
  readonly lane: Lane;
  readonly kind: StreamKind;
  readonly after: FactPlace;
  /** Of a replay: where it ends. */
  readonly upTo: FactPlace | null;
  /** Of a replay: only what happened within this period; `to` excluded. */
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** One request that is not settled yet. Its facts are those of its stream after `after`, up to and including `upTo`. */
export interface PendingBatch {
  readonly id: string;
  readonly after: FactPlace;
  readonly upTo: FactPlace;
  readonly items: number;
  readonly attempts: number;
  readonly firstAttemptAt: Instant | null;
  readonly nextAttemptAt: Instant;
}

export interface OpenStream extends DestinationStream {
  readonly pending: PendingBatch | null;
}

/** What became of a try. */
export interface Attempt {
  readonly at: Instant;
  readonly outcome: 'delivered' | 'failed' | { readonly nextAttemptAt: Instant };
  readonly statusCode: number | null;
  readonly reason: string | null;
}

/** How a destination stands after a try. */
export interface Standing {
  /** Batches that were refused one after another. */
  readonly refusedInARow: number;
  /** Since when nothing was taken; null where the last try was. */
  readonly failingSince: Instant | null;
  /** When anything was taken last. */
  readonly lastDeliveredAt: Instant | null;
}

/** What the sending of facts to destinations needs of the database. */
export interface DestinationStore {
  active(): Promise<readonly ActiveDestination[]>;
  /** Live streams, and of the replays the oldest `replays`. */
  openStreams(workspace: WorkspaceId, destination: string, replays: number): Promise<readonly OpenStream[]>;
  /** Writes a batch and moves the stream behind it, in one transaction. False where the stream stands elsewhere by now. */
  cut(workspace: WorkspaceId, stream: DestinationStream, batch: PendingBatch): Promise<boolean>;
  /** Moves a stream over facts that do not go there. */
  skip(workspace: WorkspaceId, stream: DestinationStream, to: FactPlace): Promise<void>;
  /** A replay has come to its end. */
  finish(workspace: WorkspaceId, stream: DestinationStream): Promise<void>;
  settle(workspace: WorkspaceId, destination: string, batch: string, attempt: Attempt): Promise<Standing>;
  pause(workspace: WorkspaceId, destination: string, reason: PauseReason): Promise<void>;
  /** Forgets batches that were settled before `before`. */
  dropBefore(before: Instant, limit: number): Promise<void>;
}
