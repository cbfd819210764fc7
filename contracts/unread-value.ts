import { z } from 'zod';

/**
 * Why a value of an imported row did not become what its column is mapped to, although the row went in. Stable words: they
 * stand in reports and are translated.
 */
export const unreadReasons = [
  'invalid_phone',
  'invalid_email',
  'invalid_identity',
  'unknown_identity',
  'unknown_consent',
  'invalid_proof',
] as const;
export type UnreadReason = (typeof unreadReasons)[number];

/** A value that an imported event went in without. */
export interface UnreadValue {
  readonly column: string;
  readonly reason: UnreadReason;
}

/** How many rows went in without a value of one column, and the first lines that did. */
export const unreadCount = z.object({
  column: z.string().max(300),
  reason: z.enum(unreadReasons),
  count: z.int(),
  lines: z.array(z.int()).max(5),
});
export type UnreadCount = z.infer<typeof unreadCount>;

const linesShown = 5;
/** A file has no more columns that name people; of JSON lines the names of fields have no end. */
const countsAtMost = 200;

/** Adds one more to its count. */
export function countUnread(counts: readonly UnreadCount[], line: number, value: UnreadValue): readonly UnreadCount[] {
  const place = counts.findIndex(({ column, reason }) => column === value.column && reason === value.reason);
  const held = counts[place];
  if (held === undefined)
    return counts.length < countsAtMost ? [...counts, { ...value, count: 1, lines: [line] }] : counts;
  // Rows do not always come in the order of their file.
  const lines = [...held.lines, line].sort((a, b) => a - b).slice(0, linesShown);
  return counts.with(place, { ...held, count: held.count + 1, lines });
}
