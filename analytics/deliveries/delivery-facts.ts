import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { DeliveryStory } from '#contracts/api/delivery.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';

export type DeliveryFact = DeliveryStory['facts'][number] & { readonly delivery: string };

const sql = `
  SELECT delivery, at, kind, channel, provider, reason, link FROM message_fact
  WHERE workspace = {workspace:UInt32} AND delivery IN {deliveries:Array(String)}
  ORDER BY at, commit, lane, ordinal`;

/** What happened to deliveries, oldest first, by delivery. */
export async function deliveryFacts(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  deliveries: readonly string[],
): Promise<ReadonlyMap<string, readonly DeliveryFact[]>> {
  if (deliveries.length === 0) return new Map();
  return Map.groupBy(await queryRows<DeliveryFact>(client, sql, { workspace, deliveries }), (fact) => fact.delivery);
}
