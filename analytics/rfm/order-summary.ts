import { groupByPerson } from '../segment/current-profile.ts';

// A refund is an order of negative value: it is no order, and nothing recent.
const byProfile = (condition: string) => `
  SELECT profile, countIf(value >= 0) AS orders, sum(value) AS net, maxIf(at, value >= 0) AS last_at
  FROM order_fact WHERE workspace = {workspace:UInt32} AND ${condition} GROUP BY profile`;

/**
 * Each person of today who has ordered: rows of (person, orders, value, last_at), as a subquery. `condition` may speak of
 * columns of order_fact. Binds {workspace:UInt32}.
 */
export function orderSummaries(condition = 'true'): string {
  const columns = [
    'sum(found.orders) AS orders',
    'toFloat64(round(sum(found.net), 2)) AS value',
    'max(found.last_at) AS last_at',
  ];
  return `(${groupByPerson(byProfile(condition), columns, 'sum(found.orders) > 0')})`;
}
