import type { ClickHouseClient } from '@clickhouse/client';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { heldBackByReason } from './messages/held-back.ts';
import { sentByChannel } from './messages/sent-by-channel.ts';
import { orderFigures } from './orders/order-figures.ts';
import type { PulseFigures } from './queries.ts';

const hours = 24;

/** The figures that Home keeps up to date by themselves: those of the last 24 hours, without the count of events. */
export async function pulseFigures(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  now: Instant,
  countPeople: (workspace: WorkspaceId) => Promise<number>,
): Promise<PulseFigures> {
  const since = now - hours * 3_600_000;
  const [people, { sent }, { heldBack }, { attributedRevenue }] = await Promise.all([
    countPeople(workspace),
    sentByChannel(client, workspace, since),
    heldBackByReason(client, workspace, since),
    orderFigures(client, workspace, since),
  ]);
  return { people, sent, heldBack, attributedRevenue };
}
