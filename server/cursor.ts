import { RequestError } from '#contracts/errors.ts';

/** A cursor that counts: for short lists that are read from the database in one order. */
export function readOffset(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const offset = Number(cursor);
  if (!Number.isInteger(offset) || offset < 0 || offset > 1_000_000) throw new RequestError('invalid_cursor');
  return offset;
}

/** The page that starts at `offset`, given one row more than fits where there is one. */
export function pageOf<Item>(
  rows: readonly Item[],
  limit: number,
  offset: number,
): { items: Item[]; nextCursor: string | null } {
  const more = rows.length > limit;
  return { items: rows.slice(0, limit), nextCursor: more ? String(offset + limit) : null };
}
