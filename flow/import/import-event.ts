import { createHash } from 'node:crypto';
import type { ImportRejectReason } from '#contracts/import.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { UnreadValue } from '#contracts/unread-value.ts';

interface Addressed {
  /** The same whenever the row is read, so that sending it again is recognised as a repeat. */
  readonly messageId: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  /** ISO 8601; when it happened, which for history is long before it is sent. */
  readonly timestamp?: string;
  readonly context?: JsonObject;
}

/** A message of Segment's HTTP tracking specification, as far as imports need it. */
export type ImportEvent =
  | (Addressed & { readonly type: 'identify'; readonly traits: JsonObject })
  | (Addressed & { readonly type: 'group'; readonly groupId: string; readonly traits: JsonObject })
  | (Addressed & { readonly type: 'track'; readonly event: string; readonly properties: JsonObject });

export interface RejectedRow {
  readonly type: 'rejected';
  /** Line in the file, the header being line 1. */
  readonly line: number;
  readonly reason: ImportRejectReason;
  readonly detail: string;
  /** Its cells, of a row that could be taken apart and not read. */
  readonly values?: Readonly<Record<string, string>>;
  /** The value that is meant, and the column it stands in. */
  readonly about?: { readonly column?: string; readonly value: string };
}

/** What a row, or a group of rows, comes to. `line` is the first line that it was made from. */
export type ImportItem = ImportedEvent | RejectedRow;

export interface ImportedEvent {
  readonly type: 'event';
  readonly line: number;
  readonly event: ImportEvent;
  /** Values of the row that stand nowhere in the event; absent where there are none. */
  readonly unread?: readonly UnreadValue[];
}

export function rejected(
  line: number,
  reason: ImportRejectReason,
  detail: string,
  about?: NonNullable<RejectedRow['about']>,
): RejectedRow {
  return { type: 'rejected', line, reason, detail, ...(about && { about }) };
}

/** Short and free of personal data, whatever the words are. */
export function derivedMessageId(...words: readonly string[]): string {
  return `import-${createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 32)}`;
}
