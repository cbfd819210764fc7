import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { RfmGridCell } from '#contracts/api/rfm.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { RfmBoundaries } from '#contracts/rfm.ts';
import { orderSummaries } from './order-summary.ts';
import { boundaryParameters, rfmScoresSql } from './scores.ts';

const sql = `
  SELECT recency, frequency, count() AS people, round(sum(scored.value), 2) AS value,
    sum(scored.orders) AS orders, round(avg(scored.days), 1) AS days
  FROM ${rfmScoresSql} AS scored GROUP BY recency, frequency ORDER BY frequency DESC, recency`;

/** How many customers are in each square of the grid, and what they are worth. */
export async function rfmGrid(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  boundaries: RfmBoundaries,
  now: Instant,
): Promise<readonly RfmGridCell[]> {
  return queryRows<RfmGridCell>(client, sql, { workspace, now, ...boundaryParameters(boundaries) });
}

/** People with an order. */
export async function countCustomers(client: ClickHouseClient, workspace: WorkspaceId): Promise<number> {
  const counted = `SELECT count() AS customers FROM ${orderSummaries()}`;
  const [row] = await queryRows<{ customers: number }>(client, counted, { workspace });
  return row?.customers ?? 0;
}
