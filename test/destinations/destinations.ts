import type { ClickHouseClient } from '@clickhouse/client';
import { readFacts } from '#analytics/destinations/read-facts.ts';
import { openPostgresDestinations } from '#components/destination/postgres-store.ts';
import type { Sql } from '#components/postgres/database.ts';
import { postgresStore } from '#components/store/postgres/index.ts';
import { laneOf } from '#core/lane.ts';
import { type DestinationsOptions, startDestinations } from '#flow/destinations/start-destinations.ts';
import { createOpenEndpoint } from '#server/destinations/open-endpoint.ts';

export const testSecretKey = Buffer.alloc(32, 3);

/** The sending of facts as the product runs it, on engines of a test. */
export function startTestDestinations(
  { sql, clickhouse }: { sql: Sql; clickhouse: ClickHouseClient },
  more: Partial<DestinationsOptions> = {},
): { stop(): Promise<void> } {
  const { facts } = postgresStore(sql, laneOf);
  return startDestinations({
    store: openPostgresDestinations(sql),
    read: ({ workspace, definition }, { lane, from, to }, range) =>
      readFacts(clickhouse, workspace, definition, { lane, from, to, ...range }),
    open: createOpenEndpoint(testSecretKey),
    readable: async () => new Map((await facts.progress()).map(({ partition, projected }) => [partition, projected])),
    clock: Date.now,
    random: Math.random,
    onPaused: () => {},
    onError: (error) => {
      throw error;
    },
    poll: 50,
    ...more,
  });
}
