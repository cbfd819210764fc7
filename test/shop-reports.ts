import fc from 'fast-check';
import { createAnalytics } from '#analytics/index.ts';
import type { AnalyticsQueries } from '#analytics/queries.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { createTestClickhouse, type TestClickhouse } from './clickhouse.ts';
import type { SimulatedPeople } from './simulated-people.ts';
import { shop, shopHistory } from './simulated-shop.ts';

interface ShopReports {
  readonly clickhouse: TestClickhouse;
  /** Looks at some histories of the shop, each in a workspace of its own, and at what the reports say about it. */
  each(
    look: (people: SimulatedPeople, reports: AnalyticsQueries, workspace: WorkspaceId) => Promise<void>,
    runs?: number,
  ): Promise<void>;
  drop(): Promise<void>;
}

export async function openShopReports(): Promise<ShopReports> {
  const clickhouse = await createTestClickhouse();
  let workspace = 0;
  return {
    clickhouse,
    each: (look, runs = 2) =>
      fc.assert(
        fc.asyncProperty(shopHistory, async (people) => {
          workspace += 1;
          await people.insertInto(clickhouse, workspace);
          await look(people, reportsOf(clickhouse, people), workspace);
        }),
        { numRuns: runs },
      ),
    drop: () => clickhouse.drop(),
  };
}

/** Reports over the facts that were inserted, with the documents of these people. */
function reportsOf({ client }: TestClickhouse, people: SimulatedPeople): AnalyticsQueries {
  return createAnalytics({
    clickhouse: client,
    store: {
      readProfiles: async (_workspace, profiles) =>
        new Map(
          profiles.flatMap((profile) => {
            const state = people.states.get(profile);
            return state === undefined ? [] : [[profile, JSON.stringify(state)]];
          }),
        ),
      releases: {
        newest: async () => shop.source,
        byNumber: async () => shop.source,
        publish: () => Promise.reject(new Error('Reports publish nothing')),
      },
    },
    backfills: async () => new Map(),
    now: () => people.now,
  });
}
