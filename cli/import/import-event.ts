import { createHash } from 'node:crypto';
import type { JsonObject } from '#contracts/json.ts';

interface Addressed {
  /** Derived from what the row says, so that sending it again is recognised as a repeat. */
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
  | (Addressed & { readonly type: 'track'; readonly event: string; readonly properties: JsonObject });

export const rejectReasons = [
  'unreadable_row',
  'missing_person',
  'missing_value',
  'invalid_number',
  'invalid_time',
  'negative_quantity',
  'zero_price',
  'fee',
  'adjustment',
  'no_products',
  'conflicting_person',
  'lines_apart',
  'repeated_order',
  'too_large',
  'refused_by_server',
] as const;

/** Why a row did not become (part of) an event. Stable words: scripts may count them in the report. */
export type RejectReason = (typeof rejectReasons)[number];

export interface RejectedRow {
  readonly type: 'rejected';
  /** Line in the file, the header being line 1. */
  readonly line: number;
  readonly reason: RejectReason;
  readonly detail: string;
}

/** What a row, or a group of rows, comes to. `line` is the first line that it was made from. */
export type ImportItem = { readonly type: 'event'; readonly line: number; readonly event: ImportEvent } | RejectedRow;

export function rejected(line: number, reason: RejectReason, detail: string): RejectedRow {
  return { type: 'rejected', line, reason, detail };
}

/** Short and free of personal data, whatever the words are. */
export function derivedMessageId(...words: readonly string[]): string {
  return `import-${createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 32)}`;
}
