import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { MessageFigures } from '../queries.ts';
import { type EngagementCounts, engagementCounts, engagementKinds } from './engagement-counts.ts';
import { heldBackMessages } from './held-back.ts';

const engagement = `
  SELECT message, ${engagementCounts} FROM message_fact
  WHERE workspace = {workspace:UInt32} AND kind IN ${engagementKinds} GROUP BY message`;

const heldBack = `SELECT message, count() AS heldBack FROM ${heldBackMessages()} GROUP BY message`;

/** Over all time, by message. */
export async function messageFigures(
  client: ClickHouseClient,
  workspace: WorkspaceId,
): Promise<ReadonlyMap<string, MessageFigures>> {
  const [engaged, held] = await Promise.all([
    queryRows<EngagementCounts & { message: string }>(client, engagement, { workspace }),
    queryRows<{ message: string; heldBack: number }>(client, heldBack, { workspace }),
  ]);
  const figures = new Map<string, MessageFigures>(
    engaged.map(({ message, ...counts }) => [message, { ...counts, heldBack: 0 }]),
  );
  for (const { message, heldBack } of held) {
    figures.set(message, { ...(figures.get(message) ?? { sent: 0, opened: 0, clicked: 0 }), heldBack });
  }
  return figures;
}
