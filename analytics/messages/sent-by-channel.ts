import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Home } from '#contracts/api/home.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { instant } from '../instant.ts';
import { engagementCounts, engagementKinds } from './engagement-counts.ts';

type ChannelRow = Home['sentByChannel'][number];

const messagesSql = `
  SELECT channel, ${engagementCounts} FROM message_fact
  WHERE workspace = {workspace:UInt32} AND at >= ${instant('since')} AND kind IN ${engagementKinds}
  GROUP BY channel`;

const revenueSql = `
  SELECT attributed_channel AS channel, sum(value) AS attributedRevenue FROM order_fact
  WHERE workspace = {workspace:UInt32} AND at >= ${instant('since')} AND source = 'live' AND attributed_delivery != ''
  GROUP BY attributed_channel`;

/**
 * Per channel, what happened in it since: messages handed over, opened, clicked, and the value of the orders that are
 * attributed to it. An open today of a message of yesterday counts today.
 */
export async function sentByChannel(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  since: Instant,
): Promise<Pick<Home, 'sent' | 'sentByChannel'>> {
  const [messages, revenues] = await Promise.all([
    queryRows<Omit<ChannelRow, 'attributedRevenue'>>(client, messagesSql, { workspace, since }),
    queryRows<Pick<ChannelRow, 'channel' | 'attributedRevenue'>>(client, revenueSql, { workspace, since }),
  ]);
  const channels = new Set([...messages, ...revenues].map(({ channel }) => channel));
  const rows = [...channels].map((channel) => {
    const counts = messages.find((row) => row.channel === channel) ?? { sent: 0, opened: 0, clicked: 0 };
    const revenue = revenues.find((row) => row.channel === channel)?.attributedRevenue ?? 0;
    return { ...counts, channel, attributedRevenue: revenue };
  });
  rows.sort((a, b) => b.sent - a.sent || a.channel.localeCompare(b.channel));
  return { sent: rows.reduce((sum, row) => sum + row.sent, 0), sentByChannel: rows };
}
