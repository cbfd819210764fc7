/** Rows that are read at a time: few questions, and little memory. */
export const pageRows = 5_000;

/** The rows of an export, in the shape that answers of the API have, so that the same values are hidden from a role. */
export interface ExportPages {
  /** How many there are now; undefined where counting would cost as much as reading. */
  count(): Promise<number | undefined>;
  pages(): AsyncGenerator<readonly object[]>;
}
