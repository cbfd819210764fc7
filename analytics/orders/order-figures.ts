import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Home } from '#contracts/api/home.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { instant } from '../instant.ts';

type OrderFigures = Pick<Home, 'orders' | 'revenue' | 'attributedRevenue'>;

const sql = `
  SELECT countIf(value >= 0) AS orders, sum(value) AS revenue, sumIf(value, attributed_delivery != '') AS attributedRevenue
  FROM order_fact
  WHERE workspace = {workspace:UInt32} AND at >= ${instant('since')} AND source = 'live'`;

/**
 * Orders since, without imported history. Revenue is net of refunds, which are orders of negative value and are not
 * counted. Values are added as if in the workspace's currency, as in each person's own figures.
 */
export async function orderFigures(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  since: Instant,
): Promise<OrderFigures> {
  const [row] = await queryRows<OrderFigures>(client, sql, { workspace, since });
  return row ?? { orders: 0, revenue: 0, attributedRevenue: 0 };
}
