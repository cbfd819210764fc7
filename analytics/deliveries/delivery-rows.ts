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
import type { Window } from '../windows.ts';
import { decisionFilters, likelyStanding, standingFilters } from './filters.ts';
import { standing, standingReason } from './standing.ts';

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

/** Which part of the list is asked for. */
export interface Span {
  readonly before: FactPlace;
  readonly window: Window;
  readonly limit: number;
  /** One person's ids, where only hers are asked for. */
  readonly profiles: readonly string[] | undefined;
}

// Receipts carry the clock of the delivery worker, which may run a little behind that of the lane.
const clockTolerance = 60_000;

/** The newest deliveries of a window that come after `before` in the list. */
export async function deliveryRows(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  query: DeliveryListQuery,
  { before, window, limit, profiles }: Span,
): Promise<readonly DeliveryRow[]> {
  const { status, reason, journey, message, channel } = query;
  return queryRows<DeliveryRow>(client, statement(query, profiles !== undefined), {
    ...{ workspace, status, reason, journey, message, channel, profiles, limit },
    ...bindPlace(window.until < before.at ? { at: window.until, commit: 0, lane: 0, ordinal: 0 } : before),
    from: window.from,
    receiptsFrom: Math.max(0, window.from - clockTolerance),
  });
}

function statement(query: DeliveryListQuery, ofPerson: boolean): string {
  const scope = `workspace = {workspace:UInt32}${ofPerson ? ' AND profile IN {profiles:Array(UUID)}' : ''}`;
  const decisionsSince = `FROM decision WHERE ${scope} AND at >= ${instant('from')}`;
  const receiptsSince = `FROM message_fact WHERE ${scope} AND at >= ${instant('receiptsFrom')}`;
  const columns = `${placeColumns}, profile, delivery, journey, node, message, channel`;
  const filters = standingFilters(query);
  const page = `${newestFirst} LIMIT {limit:UInt32}`;

  // Sending and keeping back are last words; of several deferrals only the newest stands, unless something followed.
  const isLastWord = `
    (outcome != 'deferred' OR (delivery, (${placeColumns})) GLOBAL IN (
      SELECT delivery, max((${placeColumns})) ${decisionsSince} AND delivery GLOBAL IN (
        SELECT delivery ${decisionsSince} AND ${beforePlace} AND outcome = 'deferred')
      GROUP BY delivery))`;
  const decisions = `
    SELECT ${columns}, outcome, reason ${decisionsSince} AND ${beforePlace} AND ${isLastWord}
      AND ${decisionFilters(query)} AND ${likelyStanding(query, `SELECT delivery ${receiptsSince}`)}
    ${filters === undefined ? page : ''}`;
  const receipts = `
    SELECT delivery, ${standing} AS receipt_standing, ${standingReason} AS receipt_reason
    ${receiptsSince} AND delivery GLOBAL IN (SELECT delivery FROM (${decisions}) WHERE outcome = 'send')
    GROUP BY delivery`;
  return `
    SELECT ${columns},
      multiIf(outcome != 'send', toString(outcome), receipt_standing = '', 'deferred', receipt_standing) AS standing,
      if(outcome = 'send', receipt_reason, toString(reason)) AS why
    FROM (${decisions}) AS decisions GLOBAL ANY LEFT JOIN (${receipts}) AS receipts USING (delivery)
    WHERE ${filters ?? 'true'}
    ${page}`;
}
