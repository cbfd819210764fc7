import type { Identity, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';

/** One known identity. `owner` is the userId of the person it belongs to, where there is one. */
export interface IdentityRow extends Identity {
  readonly profile: ProfileId;
  readonly owner: string | null;
}

export interface IdentityChange {
  /** Rows to add, or whose profile stands already as wanted. */
  readonly links: readonly IdentityRow[];
  /** People whose userId became known: all their rows get it as owner. */
  readonly claims: readonly { readonly profile: ProfileId; readonly owner: string }[];
  readonly merges: readonly { readonly loser: ProfileId; readonly winner: ProfileId }[];
}

export interface PendingMerge {
  readonly workspace: WorkspaceId;
  readonly loser: ProfileId;
  readonly winner: ProfileId;
}

/** Reads see the committed present; `resolve` runs `decide` under locks, so that two processes never decide apart. */
export interface IdentityStore {
  find(workspace: WorkspaceId, identities: readonly Identity[]): Promise<readonly IdentityRow[]>;
  /**
   * Locks the given identities (in a fixed order), reads them, lets `decide` say what to change and writes it: new rows,
   * merges (all rows of the loser move to the winner, and the merge is remembered until `mergeAppended`).
   * `decide` may be called again after a conflict with another process.
   */
  resolve<T extends IdentityChange>(
    workspace: WorkspaceId,
    identities: readonly Identity[],
    decide: (known: readonly IdentityRow[]) => T,
  ): Promise<T>;
  /** Merges whose stimulus may not have reached the log: to be appended again. */
  pendingMerges(): Promise<readonly PendingMerge[]>;
  mergeAppended(merges: readonly PendingMerge[]): Promise<void>;
  /** All identities of a person. */
  ofProfile(workspace: WorkspaceId, profile: ProfileId): Promise<readonly Identity[]>;
}
