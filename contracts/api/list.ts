import { z } from 'zod';

/** A point in time in a response: ISO 8601 with milliseconds and `Z`. */
export const instantText = z.iso.datetime();

/** How a list is asked for. `cursor` is the `nextCursor` of the page before. */
export const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
export type ListQuery = z.infer<typeof listQuery>;

/** Lists in order of time: `before` is an ISO instant, or the `nextCursor` of the page before. */
export const newestFirstQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.string().max(500).optional(),
});

/** One page of a list; `nextCursor` is null on the last. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** A list that is short by nature and comes whole, in the same shape as a page. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export const identifierParameter = z.object({ id: z.string().min(1).max(64) });
