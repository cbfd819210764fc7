import type { Instant, Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { LogClass } from './log.ts';
import type { OutboxItem } from './outbox.ts';

/** Where a partition's worker stands. `epoch` fences: a commit with an older one than the row's fails. */
export interface LanePosition {
  readonly epoch: number;
  /** Number of the last commit; facts are keyed by (lane, commit, ordinal). */
  readonly commit: number;
  readonly offsets: { readonly [logClass in LogClass]: number };
  /** Release in force per workspace, as of the offset. */
  readonly releases: { readonly [workspace: string]: number };
}

export interface StateToWrite {
  readonly lane: Lane;
  readonly workspace: WorkspaceId;
  readonly profile: ProfileId;
  /** There was no document when it was loaded. */
  readonly isNew: boolean;
  readonly document: string;
  /** Earliest timer of the document, or null. */
  readonly nextDue: Instant | null;
}

export interface OutboxToWrite {
  readonly lane: Lane;
  readonly workspace: WorkspaceId;
  readonly profile: ProfileId;
  readonly id: string;
  readonly kind: OutboxItem['kind'];
  /** 0 transactional and internal, 1 triggered, 2 campaign. */
  readonly rank: number;
  readonly notBefore: Instant;
  readonly body: string;
}

export interface DeadLetterToWrite {
  readonly lane: Lane;
  readonly workspace: WorkspaceId;
  readonly profile: ProfileId;
  readonly id: string;
  readonly error: string;
  readonly body: string;
}

/** Everything that one micro-batch changed. Committed as one transaction, or not at all. */
export interface LaneCommit {
  readonly partition: Lane;
  readonly epoch: number;
  readonly commit: number;
  readonly offsets: LanePosition['offsets'];
  readonly releases: LanePosition['releases'];
  readonly now: Instant;
  readonly seed: number;
  /** Whose timers fell due in this batch, in the order of their steps: a replay cannot find it out again. */
  readonly due: readonly { readonly workspace: WorkspaceId; readonly profile: ProfileId }[];
  /**
   * Which of its stimuli, and of `due` after them, counted from 0, are dead letters because the store could not hold what their
   * steps brought: a replay cannot find it out again either.
   */
  readonly refused?: readonly number[];
  readonly states: readonly StateToWrite[];
  readonly outbox: readonly OutboxToWrite[];
  /**
   * Deliveries that were taken back. Those that still wait are looked at at once, so that the hand-over withholds them and
   * its receipt gives back what they had reserved.
   */
  readonly cancelled: readonly string[];
  readonly deadLetters: readonly DeadLetterToWrite[];
  /** Rows as newline-delimited JSON, per ClickHouse table, with how many there are. */
  readonly facts: readonly { readonly table: string; readonly rows: number; readonly body: string }[];
}

export interface LaneStore {
  /** Takes the partition over: raises its epoch, so that whoever had it before can commit no more. */
  acquire(partition: Lane): Promise<LanePosition>;
  /** Documents by profile, as text; whoever has none yet is missing in the map. */
  load(workspace: WorkspaceId, profiles: readonly ProfileId[]): Promise<ReadonlyMap<ProfileId, string>>;
  /** Subjects in [partition, end) whose timer is due, earliest first. */
  due(
    partition: Lane,
    end: Lane,
    now: Instant,
    limit: number,
  ): Promise<readonly { workspace: WorkspaceId; profile: ProfileId; dueAt: Instant }[]>;
  /**
   * Throws FencedError when another worker has taken the partition, RefusedError when the store cannot hold what is in the
   * batch, however often it is tried. Nothing of it is written then.
   */
  commit(batch: LaneCommit): Promise<void>;
  /** Throws what a commit would throw, and writes nothing in any case. */
  probe(batch: LaneCommit): Promise<void>;
}

export class RefusedError extends Error {
  override name = 'RefusedError';
  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}

export class FencedError extends Error {
  override name = 'FencedError';
  constructor(partition: Lane) {
    super(`Another worker has taken partition ${partition}; this one stops and leaves it to the other.`);
  }
}
