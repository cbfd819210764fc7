import type { Json } from '#contracts/json.ts';
import type { RejectedRow } from './import-event.ts';

export interface Row {
  readonly type: 'row';
  /** The line on which the row ends, the header of a CSV file being line 1. */
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
  /** The same with their types, where the file has types (JSON lines). */
  readonly typed?: Readonly<Record<string, Json>>;
}

export interface RowSource {
  /** Of JSON lines: the fields of the first hundred. */
  readonly header: readonly string[];
  /**
   * Rows in order, with the unreadable ones in their places, as many at a time as a piece of the file holds, which is a megabyte at
   * most: to wait for each of some million rows would cost a fifth of reading them.
   */
  readonly portions: AsyncIterable<readonly (Row | RejectedRow)[]>;
  /** Lets go of the file, also when not all rows were read. */
  close(): void;
}
