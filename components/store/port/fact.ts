import type { Lane } from '#contracts/identifiers.ts';

/**
 * The facts of one commit of one partition for one table, as newline-delimited JSON: a list of the columns' names, then a list of values for each row. Of
 * an earlier version: an object for each row.
 */
export interface FactFrame {
  readonly partition: Lane;
  readonly commit: number;
  readonly table: string;
  readonly rows: number;
  readonly body: string;
}

export interface FactStore {
  /** Takes the projector's seat for a partition: raises the epoch by which an older projector is fenced. */
  acquire(partition: Lane): Promise<{ readonly epoch: number; readonly projected: number }>;
  /** Fact frames of commits after `commit`, ascending, up to about that many characters of bodies. */
  read(partition: Lane, commit: number, characters: number): Promise<readonly FactFrame[]>;
  /** All commits up to `commit` are in ClickHouse. Throws when fenced. Their frames may be dropped. */
  advance(partition: Lane, epoch: number, commit: number): Promise<void>;
  /** Newest commit, newest projected one and age of the oldest that waits, per partition. */
  progress(): Promise<
    readonly {
      readonly partition: Lane;
      readonly commit: number;
      readonly projected: number;
      readonly waitingSince: number | null;
    }[]
  >;
}
