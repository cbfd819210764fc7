import type { z } from 'zod';
import { api } from './api.ts';

interface Page<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}

const largestPage = 200;

/**
 * A list of definitions as a whole, page by page: choices, checks and filters made here must know each of them, and a
 * workspace has hundreds at most.
 */
export async function readAll<Item>(
  path: string,
  schema: z.ZodType<Page<Item>>,
  signal: AbortSignal,
): Promise<Page<Item>> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await api.get(path, schema, {
      query: { limit: largestPage, ...(cursor !== null && { cursor }) },
      signal,
    });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return { items, nextCursor: null };
}
