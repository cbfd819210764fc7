import type { Identity, Instant, Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';

/** Where a document took part in a merge or its undo: what was recorded before, and what since. */
export interface Cut {
  readonly profile: ProfileId;
  readonly lane: Lane;
  readonly commit: number;
  readonly ordinal: number;
}

/** Two people who are being told apart. */
export interface Parting {
  readonly workspace: WorkspaceId;
  readonly loser: ProfileId;
  /** Profiles that had become part of the loser before. */
  readonly loserParts: readonly ProfileId[];
  /** Profiles that are part of the winner, the loser and hers left out. */
  readonly winnerParts: readonly ProfileId[];
  /** The loser's: what arrived by one of them was hers. */
  readonly identities: readonly Identity[];
  readonly absorbed: Cut;
  readonly restored: Cut;
  readonly parted: Cut;
}

export interface ToldTraits {
  readonly isLosers: boolean;
  readonly traits: JsonObject;
}

export interface Since {
  readonly orders: { readonly count: number; readonly value: number; readonly lastAt?: Instant };
  readonly lastSeenAt?: Instant;
  /** The last order that was the winner's own. */
  readonly winnersLastOrderAt?: Instant;
  /** Identifies in the order in which they were taken in. */
  readonly told: readonly ToldTraits[];
}
