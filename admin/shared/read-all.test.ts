import assert from 'node:assert/strict';
import test from 'node:test';
import { z } from 'zod';
import { readAll } from './read-all.ts';

const schema = z.object({ items: z.array(z.number()), nextCursor: z.string().nullable() });

test('a list is read to its last page', async (context) => {
  const asked: string[] = [];
  context.mock.method(globalThis, 'fetch', async (url: string) => {
    asked.push(url);
    const from = Number(new URL(url, 'http://here').searchParams.get('cursor') ?? 0);
    return Response.json({ items: [from, from + 1], nextCursor: from < 4 ? String(from + 2) : null });
  });
  const { items } = await readAll('/things', schema, new AbortController().signal);
  assert.deepEqual(items, [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(
    asked,
    ['', '&cursor=2', '&cursor=4'].map((rest) => `/api/v1/things?limit=200${rest}`),
  );
});
