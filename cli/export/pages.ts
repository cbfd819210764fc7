import type { z } from 'zod';
import type { ManagementClient } from '../management-client.ts';

interface Page<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}

/**
 * All items of a list of the management API, page by page. `cursorName` is `cursor`, or `before` for lists in order of
 * time.
 */
export async function* allItems<Item>(
  client: ManagementClient,
  path: string,
  cursorName: 'cursor' | 'before',
  schema: z.ZodType<Page<Item>>,
): AsyncGenerator<Item> {
  let cursor: string | null = null;
  do {
    const parameters = new URLSearchParams({ limit: '200', ...(cursor !== null && { [cursorName]: cursor }) });
    const page: Page<Item> = await client.get(`${path}${path.includes('?') ? '&' : '?'}${parameters}`, schema);
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
