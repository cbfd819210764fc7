import type { ClickHouseClient } from '@clickhouse/client';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { countEvents } from './events/count-events.ts';
import { eventsByMinute } from './events/events-by-minute.ts';
import { heldBackByReason } from './messages/held-back.ts';
import { sentByChannel } from './messages/sent-by-channel.ts';
import { orderFigures } from './orders/order-figures.ts';
import type { HomeFigures } from './queries.ts';

type HomeNow = Omit<HomeFigures, 'history'>;

/** What flowed in the last `hours`; `countPeople` says how many people are known. */
export async function homeFigures(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  hours: number,
  now: Instant,
  countPeople: (workspace: WorkspaceId) => Promise<number>,
): Promise<HomeNow> {
  const since = now - hours * 3_600_000;
  const [people, events, minutes, sent, heldBack, orders] = await Promise.all([
    countPeople(workspace),
    countEvents(client, workspace, since),
    eventsByMinute(client, workspace, now),
    sentByChannel(client, workspace, since),
    heldBackByReason(client, workspace, since),
    orderFigures(client, workspace, since),
  ]);
  return { people, events, eventsByMinute: minutes, ...sent, ...heldBack, ...orders };
}
