import type { Instant, Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { LogEntry } from './log.ts';

/** Last commit of each partition under the definitions before a release. Facts up to there are what a seed holds. */
export type Cut = ReadonlyMap<Lane, number>;

/** A release whose seeds are to be sent. */
export interface BackfillJob {
  readonly workspace: WorkspaceId;
  readonly release: number;
  readonly cut: Cut | null;
  /**
   * The segments that the release left open, where none of them concerns people without a history: these get no seed. Null
   * where everybody gets one. Stays as it was when the first seed was sent.
   */
  readonly historyAlone: readonly string[] | null;
  /** The last profile whose seed is in the log. */
  readonly reached: ProfileId | null;
  /** Profiles up to `reached`. */
  readonly done: number;
  readonly total: number;
  /** In a row, with nothing sent between them. */
  readonly failures: number;
}

export type JobName = Pick<BackfillJob, 'workspace' | 'release'>;

export interface BackfillProgress {
  readonly release: number;
  readonly state: 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number;
}

export interface BackfillStore {
  /** Every release that was published since gets a job. */
  enqueue(): Promise<void>;
  /**
   * Takes the oldest open jobs of one workspace that stand at the same profile, for `leaseMilliseconds`; nothing while
   * another worker holds one of that workspace, and none behind a job whose people without a history get no seed. Jobs that
   * failed come back when their pause is over.
   */
  claim(owner: string, now: Instant, leaseMilliseconds: number): Promise<readonly BackfillJob[]>;
  /** Writes how far a job is and holds it until `leasedUntil`; false when it is no longer the owner's. */
  save(owner: string, job: BackfillJob, leasedUntil: Instant): Promise<boolean>;
  /**
   * Appends frames to the log and writes how far the jobs are by that, both or neither: nothing is sent twice, whatever
   * dies when, and no entry needs a key. Frames of one partition follow each other. False, and nothing is written, when
   * one of the jobs is no longer the owner's.
   */
  send(
    owner: string,
    jobs: readonly BackfillJob[],
    frames: readonly (readonly LogEntry[])[],
    leasedUntil: Instant,
  ): Promise<boolean>;
  finish(owner: string, job: JobName): Promise<void>;
  /** To be tried again from `notBefore` on. */
  fail(owner: string, job: JobName, error: string, notBefore: Instant): Promise<void>;
  /** Gives jobs back at once, for whoever comes next. */
  release(owner: string): Promise<void>;
  progress(workspace: WorkspaceId): Promise<readonly BackfillProgress[]>;
  /**
   * The cut of a release; undefined until every partition has taken it over and all facts up to there are in ClickHouse.
   * Throws when the commits that would tell are no longer kept.
   */
  cutOf(workspace: WorkspaceId, release: number): Promise<Cut | undefined>;
  /** Whether a seed is on its way from a profile that was merged to the person that it has become. */
  isSeedHandedOn(): Promise<boolean>;
  /** Profiles whose seed of a release is a dead letter: it may still be retried. */
  deadSeeds(workspace: WorkspaceId, release: number): Promise<readonly ProfileId[]>;
  /** Sequence of the bulk log up to which each partition has committed. */
  bulkOffsets(): Promise<ReadonlyMap<Lane, number>>;
}
