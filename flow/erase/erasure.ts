import type { Instant, Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';

/** In this order. Each bears a repeat: whoever dies in the middle of one does it again. */
export const erasureSteps = ['find', 'announce', 'apply', 'rows', 'facts'] as const;
export type ErasureStep = (typeof erasureSteps)[number];

/** An erasure that is under way. */
export interface Erasure {
  readonly workspace: WorkspaceId;
  readonly id: string;
  readonly step: ErasureStep;
  /** The person and whoever was merged into her; empty until she is found. */
  readonly profiles: readonly ProfileId[];
  /** When her identities were taken away: what is older and comes in again is not taken. 0 until then. */
  readonly erasedAt: Instant;
  /** Last commit of each partition that may hold facts of hers; empty until her rows are gone. */
  readonly cut: { readonly [partition: string]: number };
}

/** What holds older frames with her events, and must have passed before an erasure is closed. */
export interface LogHead {
  readonly partition: Lane;
  readonly class: string;
  readonly sequence: number;
}

/** Rows of a kind that were removed, by its name. */
export type ErasedCounts = { readonly [kind: string]: number };

/** What PostgreSQL keeps of people outside their documents. Every call is one transaction, and a repeat does no harm. */
export interface ErasureStore {
  /** Those under way, the oldest first. */
  open(limit: number): Promise<readonly Erasure[]>;
  /** Finds the person, takes her identities away and all that is found by them, and moves on, or ends where nobody is found. */
  takeIdentities(erasure: Erasure): Promise<void>;
  move(erasures: readonly Erasure[], to: ErasureStep): Promise<void>;
  /** A message to one of them is with a channel at this moment. */
  isHandedOver(erasure: Erasure): Promise<boolean>;
  /** Removes rows that name these people. Resolves to profiles whose documents name them. */
  dropRows(erasures: readonly Erasure[]): Promise<readonly { workspace: WorkspaceId; profile: ProfileId }[]>;
  saveCut(erasures: readonly Erasure[], cut: Erasure['cut'], heads: readonly LogHead[]): Promise<void>;
  /** The first count stands: after a crash what is left to count is less. */
  saveFactCounts(erasure: Erasure, counts: ErasedCounts): Promise<void>;
  /** Entries of tills, by their ids. */
  dropTillEntries(erasure: Erasure, ids: readonly string[]): Promise<void>;
  finish(erasures: readonly Erasure[], now: Instant): Promise<void>;
}

/** What ClickHouse keeps of people. */
export interface ErasureFacts {
  /** Rows of each table, by profile. */
  count(
    workspace: WorkspaceId,
    profiles: readonly ProfileId[],
  ): Promise<readonly { readonly table: string; readonly profile: ProfileId; readonly rows: number }[]>;
  /** Ids of point-of-sale transactions of theirs. */
  tillEntries(workspace: WorkspaceId, profiles: readonly ProfileId[]): Promise<readonly string[]>;
  /** Resolves when none of their rows is visible any more, which was read back. */
  erase(workspace: WorkspaceId, profiles: readonly ProfileId[], tables: readonly string[]): Promise<void>;
}

/** Kept outside the databases, so that people who come back with an old copy of them are erased again. */
export interface ErasureList {
  /** Durable when it resolves. May hold an erasure twice. */
  add(erasures: readonly Erasure[]): Promise<void>;
}
