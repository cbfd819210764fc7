import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from './api.ts';

interface ListRequest<Item> {
  readonly path: string;
  readonly schema: z.ZodType<{ items: Item[]; nextCursor: string | null }>;
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  /** Lists by time go on with `before`, all others with `cursor`. */
  readonly continueWith?: 'cursor' | 'before';
  readonly refetchInterval?: number;
}

/** A list that grows page by page. The query key is the path followed by the filters. */
export function useListQuery<Item>({
  path,
  schema,
  query = {},
  continueWith = 'cursor',
  refetchInterval,
}: ListRequest<Item>) {
  return useInfiniteQuery({
    queryKey: [path.slice(1), 'list', query],
    queryFn: ({ pageParam, signal }) =>
      api.get(path, schema, { query: { ...query, ...(pageParam ? { [continueWith]: pageParam } : {}) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items),
    placeholderData: keepPreviousData,
    ...(refetchInterval ? { refetchInterval } : {}),
  });
}

/** What a list view needs to offer the next page, or undefined on the last. */
export function moreOf(query: {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}) {
  return query.hasNextPage ? { load: query.fetchNextPage, loading: query.isFetchingNextPage } : undefined;
}
