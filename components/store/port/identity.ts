import type { Identity, IdentityKind, Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { IdentityConflictReason } from '#contracts/identity-conflict.ts';

export interface IdentityRow extends Identity {
  readonly profile: ProfileId;
  /** It came with too many people: `profile` is its own and nobody's. */
  readonly shared: boolean;
  /** Other people with whom it came although it is not theirs. */
  readonly others: readonly ProfileId[];
}

/** What is known of somebody behind the identities that were asked for. */
export interface IdentityPerson {
  readonly profile: ProfileId;
  /** How many became part of her within 24 hours. */
  readonly mergedToday: number;
  /** People of whom somebody said that they are not her. */
  readonly apart: readonly ProfileId[];
}

export interface KnownIdentities {
  /** Those asked for, and all others of the same people that are of a kind in `kinds`. */
  readonly rows: readonly IdentityRow[];
  readonly people: readonly IdentityPerson[];
}

export interface IdentityMove extends Identity {
  readonly from: ProfileId;
  readonly to: ProfileId;
}

export interface ObservedConflict extends Identity {
  readonly holder: ProfileId;
  readonly other: ProfileId;
  readonly reason: IdentityConflictReason;
  readonly detail: string;
  /** A rule has answered it; no person is asked. */
  readonly settled: boolean;
  /** How often in this batch, and the last event. */
  readonly times: number;
  readonly messageId: string;
  readonly at: Instant;
}

/** Written in this order: merges, changed rows, new rows, moves, conflicts. */
export interface IdentityChange {
  /** All rows of a loser go to the winner, and the merge is remembered until `mergeAppended`. */
  readonly merges: readonly { readonly loser: ProfileId; readonly winner: ProfileId }[];
  /** Rows as they are to stand after the merges. */
  readonly updates: readonly IdentityRow[];
  readonly links: readonly IdentityRow[];
  /** Identities that left somebody otherwise than by a merge; remembered until `movesAppended`. */
  readonly moves: readonly IdentityMove[];
  readonly conflicts: readonly ObservedConflict[];
}

export interface PendingMerge {
  readonly workspace: WorkspaceId;
  readonly loser: ProfileId;
  readonly winner: ProfileId;
  /** 1 for the first time that this loser is merged; a merge that was undone and made again counts on. */
  readonly round: number;
}

export interface PendingMove extends IdentityMove {
  readonly workspace: WorkspaceId;
  /** Rises with every move. */
  readonly position: number;
}

/** Reads see the committed present; `resolve` runs `decide` under locks, so that two processes never decide apart. */
export interface IdentityStore {
  find(workspace: WorkspaceId, identities: readonly Identity[]): Promise<readonly IdentityRow[]>;
  /**
   * Locks the given identities (in a fixed order), reads them and their people, lets `decide` say what to change and
   * writes it. `decide` may be called again after a conflict with another process. Where `strangers` are expected it is
   * called before anything is read, and again, on what was read, where it says more than that all of them are new, or one is not.
   */
  resolve<T extends IdentityChange>(
    workspace: WorkspaceId,
    identities: readonly Identity[],
    kinds: readonly IdentityKind[],
    decide: (known: KnownIdentities) => T,
    expected?: 'strangers' | 'anybody',
  ): Promise<{ readonly change: T; readonly merges: readonly PendingMerge[] }>;
  /** Merges whose stimulus may not have reached the log: to be appended again. */
  pendingMerges(): Promise<readonly PendingMerge[]>;
  mergeAppended(merges: readonly PendingMerge[]): Promise<void>;
  /** Moves whose stimuli may not have reached the log, in their order. */
  pendingMoves(): Promise<readonly PendingMove[]>;
  movesAppended(moves: readonly PendingMove[]): Promise<void>;
  /** Calls back with a profile whose identities were given to somebody else, in whatever process. */
  watchMoves(listener: (workspace: WorkspaceId, profile: ProfileId) => void): Promise<() => Promise<void>>;
  /** All identities of a person. */
  ofProfile(workspace: WorkspaceId, profile: ProfileId): Promise<readonly Identity[]>;
}
