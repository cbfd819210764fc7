import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { RfmBoundaries } from '#contracts/rfm.ts';
import { orderSummaries } from './order-summary.ts';
import { daysSinceOrder } from './scores.ts';

export type RfmQuintiles = Pick<RfmBoundaries, 'customers' | 'recencyDays' | 'frequency' | 'monetary'>;

// The k-th fifth ends with the smallest value that at least k fifths of the customers do not exceed. ClickHouse's own
// quantiles end between two values, or one later.
const ends = (values: string) =>
  `arrayMap(k -> arraySort(${values})[intDiv(length(${values}) * k + 4, 5)], [1, 2, 3, 4])`;

const sql = `
  SELECT length(all_orders) AS customers, ${ends('all_days')} AS days, ${ends('all_orders')} AS orders, ${ends('all_values')} AS value
  FROM (
    SELECT groupArray(${daysSinceOrder}) AS all_days, groupArray(orders) AS all_orders, groupArray(value) AS all_values
    FROM ${orderSummaries()})`;

interface Row {
  readonly customers: number;
  readonly days: readonly number[];
  readonly orders: readonly number[];
  readonly value: readonly number[];
}

/**
 * Where the fifths of the customers known now begin: one day, one order, one hundredth after the value with which the fifth
 * before ends, so that customers of the same value are always in the same fifth.
 */
export async function rfmQuintiles(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  now: Instant,
): Promise<RfmQuintiles> {
  const [row] = await queryRows<Row>(client, sql, { workspace, now }, { background: true });
  const { customers = 0, days = [], orders = [], value = [] } = row ?? {};
  return {
    customers,
    recencyDays: days.map((end) => end + 1),
    frequency: orders.map((end) => end + 1),
    monetary: value.map((end) => Math.round(end * 100 + 1) / 100),
  };
}
