import fc from 'fast-check';
import { createAnalytics } from '#analytics/index.ts';
import type { AnalyticsQueries } from '#analytics/queries.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { writeDocument } from '#core/write-document.ts';
import { createTestClickhouse, type TestClickhouse } from './clickhouse.ts';
import { costlyRuns } from './costly-runs.ts';
import type { SimulatedPeople } from './simulated/simulated-people.ts';
import { shop, shopHistory } from './simulated/simulated-shop.ts';

/** Holds a history of the shop against what the reports say about it. */
type Look = (people: SimulatedPeople, reports: AnalyticsQueries, workspace: WorkspaceId) => Promise<void>;

interface ShopReports {
  readonly clickhouse: TestClickhouse;
  /** Looks at some histories, each in a workspace of its own. */
  each(look: Look, runs?: number): Promise<void>;
  one(people: SimulatedPeople, look: Look): Promise<void>;
  drop(): Promise<void>;
}

export async function openShopReports(): Promise<ShopReports> {
  const clickhouse = await createTestClickhouse();
  let workspace = 0;
  async function one(people: SimulatedPeople, look: Look): Promise<void> {
    workspace += 1;
    await people.insertInto(clickhouse, workspace);
    await look(people, reportsOf(clickhouse, people), workspace);
  }
  return {
    clickhouse,
    one,
    each: (look, runs = 2) =>
      fc.assert(
        fc.asyncProperty(shopHistory, (people) => one(people, look)),
        costlyRuns(runs),
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
            return state === undefined ? [] : [[profile, writeDocument(state)]];
          }),
        ),
      releases: {
        newest: async () => shop.source,
        byNumber: async () => shop.source,
        publish: () => Promise.reject(new Error('Reports publish nothing')),
      },
      backfills: { progress: async () => [] },
    },
    backfills: async () => new Map(),
    now: () => people.now,
  });
}
