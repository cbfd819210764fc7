import type { Lane } from '#contracts/identifiers.ts';

/** Live before bulk: imports, backfills and seeds have a log and an offset of their own. */
export const logClasses = ['live', 'bulk'] as const;
export type LogClass = (typeof logClasses)[number];

export interface LogEntry {
  /** First lane of the partition that it goes to. */
  readonly partition: Lane;
  readonly class: LogClass;
  /** 32 hex digits by which a repeat within 24 hours is recognised; null where a repeat does no harm. */
  readonly key: string | null;
  /** All entries of an append that have the key come in together, or none of them does. */
  readonly keyIsShared?: true;
  /** JSON text of one stimulus. */
  readonly body: string;
}

/** A frame as it comes out of the log: the JSON text of an array of stimuli. */
export interface LogFrame {
  readonly sequence: number;
  readonly body: string;
}

/** The newest frame of one partition and class: of an append, or of all. */
export interface AppendedFrame extends Pick<LogFrame, 'sequence'> {
  readonly partition: Lane;
  readonly class: LogClass;
}

/** As a watcher is told of it: with its body, where whoever appended it works in the same process. */
export type ToldFrame = Pick<AppendedFrame, 'class' | 'sequence'> & Partial<Pick<LogFrame, 'body'>>;

export interface LogStore {
  /**
   * Durable when it resolves: all entries that are not repeats, or none. Entries of one partition keep their order.
   * Sequence numbers of a partition become visible in order, whoever commits first. Tells for each entry whether it was a
   * repeat.
   */
  append(entries: readonly LogEntry[]): Promise<readonly boolean[]>;
  /** Frames after `sequence`, ascending, at most `limit`, and fewer where they are large; never none while there is one. */
  read(partition: Lane, logClass: LogClass, sequence: number, limit: number): Promise<readonly LogFrame[]>;
  /** Newest sequence per partition and class; 0 where nothing was appended yet. */
  heads(): Promise<readonly AppendedFrame[]>;
  /**
   * Calls back with each frame that was appended to the partition, once it can be read, not always in their order; without one where there may be
   * some. A missed call is made good by the reader's own poll.
   */
  watch(partition: Lane, listener: (appended: ToldFrame | undefined) => void): Promise<() => Promise<void>>;
  /** Size of the bodies of all frames kept, in bytes, for the byte limit beyond which ingest answers 503. */
  bytes(): Promise<number>;
  /**
   * Drops frames older than `before` that their reader has passed, and the record of commits that only they explain; a
   * portion at a time.
   */
  dropBefore(before: number): Promise<void>;
  /** Drops the oldest frames that their reader has passed, until no more than `bytes` are kept. */
  dropBeyond(bytes: number): Promise<void>;
}
