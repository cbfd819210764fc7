import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Delivery, DeliveryListQuery } from '#contracts/api/delivery.ts';
import type { Channel } from '#contracts/channel.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import {
  beforePlace,
  bindPlace,
  type FactPlace,
  newestFirst,
  type PlaceColumns,
  placeColumns,
} from '../fact-cursor.ts';
import { instant } from '../instant.ts';
import { decisionFilters, standingFilters } from './filters.ts';
import { standing, standingReason } from './standing.ts';
import type { Window } from './windows.ts';

/** The last decision about a delivery, and where the delivery stands. */
export interface DeliveryRow extends PlaceColumns {
  readonly profile: string;
  readonly delivery: string;
  readonly journey: string;
  readonly node: string;
  readonly message: string;
  readonly channel: Channel | '';
  readonly standing: Delivery['outcome'];
  readonly why: string;
}

const columns = `${placeColumns}, profile, delivery, journey, node, message, channel`;
const ofWorkspace = 'workspace = {workspace:UInt32}';
const inWindow = `at >= ${instant('from')}`;

// Receipts carry the clock of the delivery worker, which may run a little behind that of the lane.
const receiptsOfWindow = `at >= ${instant('receiptsFrom')}`;
const clockTolerance = 60_000;

/** Sending and keeping back are last words; of several deferrals only the newest stands, unless something followed. */
const isLastWord = `
  (outcome != 'deferred' OR (delivery, (${placeColumns})) GLOBAL IN (
    SELECT delivery, max((${placeColumns})) FROM decision
    WHERE ${ofWorkspace} AND ${inWindow} AND delivery GLOBAL IN (
      SELECT delivery FROM decision WHERE ${ofWorkspace} AND ${inWindow} AND ${beforePlace} AND outcome = 'deferred')
    GROUP BY delivery))`;

/** The newest deliveries of a window that come after `before` in the list. */
export async function deliveryRows(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  query: DeliveryListQuery,
  {
    before,
    window,
    limit,
    profiles,
  }: {
    readonly before: FactPlace;
    readonly window: Window;
    readonly limit: number;
    /** For the filter by person: all ids of hers. */
    readonly profiles: readonly string[];
  },
): Promise<readonly DeliveryRow[]> {
  const { status, reason, journey, message, channel } = query;
  const decisions = `
    SELECT ${columns}, outcome, reason FROM decision
    WHERE ${ofWorkspace} AND ${inWindow} AND ${beforePlace} AND ${decisionFilters(query)} AND ${isLastWord}`;
  const receipts = `
    SELECT delivery, ${standing} AS receipt_standing, ${standingReason} AS receipt_reason FROM message_fact
    WHERE ${ofWorkspace} AND ${receiptsOfWindow} AND delivery GLOBAL IN (
      SELECT delivery FROM decision WHERE ${ofWorkspace} AND ${inWindow} AND ${beforePlace} AND outcome = 'send')
    GROUP BY delivery`;
  const sql = `
    SELECT ${columns},
      multiIf(outcome != 'send', toString(outcome), receipt_standing = '', 'deferred', receipt_standing) AS standing,
      if(outcome = 'send', receipt_reason, toString(reason)) AS why
    FROM (${decisions}) AS decisions GLOBAL ANY LEFT JOIN (${receipts}) AS receipts USING (delivery)
    WHERE ${standingFilters(query)}
    ${newestFirst} LIMIT {limit:UInt32}`;
  return queryRows<DeliveryRow>(client, sql, {
    ...{ workspace, status, reason, journey, message, channel, profiles, limit },
    ...bindPlace(window.until < before.at ? { at: window.until, commit: 0, lane: 0, ordinal: 0 } : before),
    from: window.from,
    receiptsFrom: Math.max(0, window.from - clockTolerance),
  });
}
