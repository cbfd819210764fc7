import type { Identity, Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { IdentityConflictReason } from '#contracts/identity-conflict.ts';
import type { PendingMerge } from './identity.ts';

/** `open`: a person decides; `rule`: the kind's rule has decided; the others: a person has. */
export type ConflictState = 'open' | 'rule' | 'apart' | 'merged' | 'moved';

export interface ConflictName extends Identity {
  readonly holder: ProfileId;
  readonly other: ProfileId;
}

export interface IdentityConflictRow extends ConflictName {
  readonly reason: IdentityConflictReason;
  readonly detail: string;
  readonly state: ConflictState;
  readonly times: number;
  readonly messageId: string;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
}

export interface MergeRow {
  readonly loser: ProfileId;
  readonly winner: ProfileId;
  readonly round: number;
  readonly identities: readonly Identity[];
  readonly mergedAt: Instant;
  /** Null where a rule and no person decided. */
  readonly mergedBy: string | null;
  readonly undoneAt: Instant | null;
  readonly undoneBy: string | null;
  /** The undo is decided, and the two are still being told apart. */
  readonly isBeingUndone: boolean;
}

/** An undo on its way through log and facts. */
export interface OpenUndo {
  readonly workspace: WorkspaceId;
  readonly loser: ProfileId;
  readonly round: number;
  readonly winner: ProfileId;
  readonly identities: readonly Identity[];
  readonly documents: string;
  readonly appended: boolean;
}

export type SplitResult = OpenUndo | 'not_merged' | 'not_yet' | 'winner_merged';

/** What people decide about identities; under the same locks as what events decide. */
export interface IdentityDecisionStore {
  conflicts(
    workspace: WorkspaceId,
    states: readonly ConflictState[],
    limit: number,
    offset: number,
  ): Promise<readonly IdentityConflictRow[]>;
  openConflicts(workspace: WorkspaceId): Promise<number>;
  /** Both were made of one person, so none of their conflicts is open any more. Undefined where one of them lost already. */
  merge(workspace: WorkspaceId, loser: ProfileId, winner: ProfileId, by: string): Promise<PendingMerge | undefined>;
  /** They are never joined by an event again, and their conflicts are not listed any more. */
  keepApart(workspace: WorkspaceId, one: ProfileId, other: ProfileId, by: string): Promise<void>;
  /** Gives an identity to the other; false where the holder no longer has it. */
  move(workspace: WorkspaceId, conflict: ConflictName, by: string): Promise<boolean>;
  /** Who became part of this person, and what she became part of; newest first. */
  mergesOf(workspace: WorkspaceId, profile: ProfileId): Promise<readonly MergeRow[]>;
  /**
   * Gives the loser of a merge her identities back and keeps the two apart. `not_yet`: the merge itself is still under
   * way. `winner_merged`: the winner became part of somebody else since, which has to be undone first.
   */
  split(workspace: WorkspaceId, loser: ProfileId, documents: string, by: string): Promise<SplitResult>;
  openUndos(): Promise<readonly OpenUndo[]>;
  undoAppended(undo: OpenUndo): Promise<void>;
  undoDone(undo: OpenUndo): Promise<void>;
}
