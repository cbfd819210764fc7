import { RequestError } from '#contracts/errors.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { instant } from './instant.ts';

/** Where a fact stands in a list that shows the newest first. Facts of one commit differ in `ordinal`. */
export interface FactPlace {
  readonly at: Instant;
  readonly commit: number;
  readonly lane: number;
  readonly ordinal: number;
}

/** The columns that every row of such a list has. Times come from ClickHouse as ISO texts. */
export interface PlaceColumns {
  readonly at: string;
  readonly commit: number;
  readonly lane: number;
  readonly ordinal: number;
}

export const placeColumns = 'at, commit, lane, ordinal';

/** Facts before the bound place. `at` stands there twice because only that uses the order of the table. */
export const beforePlace = `at <= ${instant('beforeAt')} AND (at, commit, lane, ordinal) < (${instant('beforeAt')}, {beforeCommit:UInt64}, {beforeLane:UInt8}, {beforeOrdinal:UInt32})`;

export const newestFirst = 'ORDER BY at DESC, commit DESC, lane DESC, ordinal DESC';

export function bindPlace({ at, commit, lane, ordinal }: FactPlace): Readonly<Record<string, number>> {
  return { beforeAt: at, beforeCommit: commit, beforeLane: lane, beforeOrdinal: ordinal };
}

/** After everything: the year 2200. */
const theEnd: FactPlace = { at: Date.UTC(2200, 0), commit: 0, lane: 0, ordinal: 0 };

const pattern = /^(\d{1,14})\.(\d{1,15})\.(\d{1,3})\.(\d{1,9})$/;

/** `before` is a cursor of the page before, an ISO instant, or absent. Throws `invalid_cursor`. */
export function readPlace(before: string | undefined): FactPlace {
  if (before === undefined) return theEnd;
  const parts = pattern.exec(before);
  if (parts !== null) {
    const [, at, commit, lane, ordinal] = parts.map(Number);
    if (at !== undefined && at <= theEnd.at && lane !== undefined && lane <= 255) {
      return { at, commit: commit ?? 0, lane, ordinal: ordinal ?? 0 };
    }
  }
  const at = /^\d{4}-/.test(before) ? Date.parse(before) : Number.NaN;
  if (!(at >= 0 && at <= theEnd.at)) throw new RequestError('invalid_cursor');
  return { ...theEnd, at };
}

/** The cursor of the page that begins after this row. */
export function writePlace(row: PlaceColumns): string {
  return `${Date.parse(row.at)}.${row.commit}.${row.lane}.${row.ordinal}`;
}

/** Stable and unique, because a commit's number rises for ever within its lane. */
export function factId({ lane, commit, ordinal }: PlaceColumns): string {
  return `${lane}-${commit}-${ordinal}`;
}

/** Negative when `a` stands before `b`, that is, when it is newer. */
export function compareNewestFirst(a: PlaceColumns, b: PlaceColumns): number {
  return Date.parse(b.at) - Date.parse(a.at) || b.commit - a.commit || b.lane - a.lane || b.ordinal - a.ordinal;
}
