import type { ImportExtent } from '#contracts/api/import-undo.ts';
import type { ComputedBuckets, PublishedComputedTrait } from '#contracts/computed-trait.ts';
import type { Instant, Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { PublishedLeadScore, ScoreSums } from '#contracts/lead-score.ts';
import type { RecountStimulus } from '#contracts/stimulus.ts';
import type { WithdrawnHistory } from '#contracts/withdrawn-history.ts';
import type { Counter } from '#core/segment/counter.ts';
import type { Brought, BroughtFacts } from './brought.ts';

/** An import, as far as its undo needs it. */
export interface UndoneImport {
  readonly workspace: WorkspaceId;
  readonly id: string;
  readonly startedAt: Instant;
  /** Whether the log still remembers its message ids. */
  readonly isRecent: boolean;
}

/** Where somebody's document was when her counts began anew. */
export interface WithdrawalCut {
  readonly person: ProfileId;
  /** Profiles that were part of her then. */
  readonly parts: readonly ProfileId[];
  readonly lane: Lane;
  readonly commit: number;
  readonly ordinal: number;
}

/** What is recorded about somebody before her cut, now that the facts of the import are gone. */
export interface LeftFacts {
  readonly counters: RecountStimulus['counters'];
  readonly computed: ComputedBuckets;
  readonly scored: ScoreSums;
  readonly left: WithdrawnHistory['left'];
  /** Any event or word of consent, before the cut or since. */
  readonly isAnythingLeft: boolean;
}

/** What ClickHouse knows of an import. */
export interface ImportUndoFacts {
  /** Events of it that are still there. */
  countEvents(workspace: WorkspaceId, id: string): Promise<number>;
  /** What taking it back would concern, as far as ClickHouse has it. */
  preview(workspace: WorkspaceId, id: string): Promise<ImportExtent>;
  /** The next people to whom it brought something, by the profiles that its facts stand under. */
  brought(
    of: UndoneImport,
    orderEvent: string,
    after: ProfileId | null,
    limit: number,
  ): Promise<{
    readonly people: ReadonlyMap<ProfileId, BroughtFacts>;
    /** By which the log knows its messages, as 32 hex digits; none where it is not recent. */
    readonly messageKeys: readonly string[];
    readonly reached: ProfileId | null;
  }>;
  /** Resolves when no reader sees any of its facts any more. */
  remove(workspace: WorkspaceId, id: string): Promise<void>;
  /** Places of the withdrawals with these ids that are in ClickHouse with all before them. */
  cuts(
    workspace: WorkspaceId,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Omit<WithdrawalCut, 'person' | 'parts'>>>;
  left(
    workspace: WorkspaceId,
    cuts: readonly WithdrawalCut[],
    of: {
      readonly counters: readonly Counter[];
      readonly computed: readonly PublishedComputedTrait[];
      readonly score: PublishedLeadScore | undefined;
      readonly orderEvent: string;
    },
  ): Promise<ReadonlyMap<ProfileId, LeftFacts>>;
}

/** `listed`: nothing is done yet. `withdrawn`: her counts begin anew. `recounted`: they are completed. */
export type WithdrawalStage = 'listed' | 'withdrawn' | 'recounted';

export interface Withdrawal {
  readonly person: ProfileId;
  readonly brought: Brought;
}

/** What PostgreSQL keeps of an undo that is under way. Every call bears a repeat. */
export interface ImportUndoStore {
  /** Whoever is listed already stays as she is. Forgets the message ids. */
  list(of: UndoneImport, people: readonly Withdrawal[], messageKeys: readonly string[]): Promise<void>;
  at(of: UndoneImport, stage: WithdrawalStage, limit: number): Promise<readonly Withdrawal[]>;
  count(of: UndoneImport, stage: WithdrawalStage): Promise<number>;
  move(of: UndoneImport, people: readonly ProfileId[], to: WithdrawalStage): Promise<void>;
  /** They are done with, and are counted at the import in the same transaction. */
  finish(of: UndoneImport, people: readonly ProfileId[], removed: number): Promise<void>;
  /** Of these the ones with notes of the team, coupons or other things that only PostgreSQL knows of. */
  kept(of: UndoneImport, people: readonly ProfileId[]): Promise<ReadonlySet<ProfileId>>;
  /** Gives the identities of people free whose documents are removed. Returns how many people they were. */
  freeIdentities(of: UndoneImport, people: readonly ProfileId[]): Promise<number>;
}
