import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Home } from '#contracts/api/home.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { type HoldReason, holdReasons } from '#contracts/reason.ts';
import { instant } from '../instant.ts';

/** What delivery says when the second look, right before hand-over, or the journey's end kept a message back. */
export const withheldKinds = "('held_back', 'expired', 'cancelled')";

/** Over a message fact of these kinds: why. */
export const withheldReason =
  "multiIf(reason != '', toString(reason), kind = 'expired', 'expired', kind = 'cancelled', 'journey_exited', 'no_variant')";

/**
 * Every message that was kept back, by the arbiter or at hand-over, as a subquery. A delivery is in it once, since one
 * that the arbiter kept back never comes to hand-over. Binds {workspace:UInt32}; `condition` may speak of `at`, `journey`
 * and `message`.
 */
export function heldBackMessages(condition = 'true'): string {
  const columns = 'at, delivery, journey, node, message';
  return `(
    SELECT ${columns}, toString(reason) AS why FROM decision
    WHERE workspace = {workspace:UInt32} AND outcome = 'held_back' AND ${condition}
    UNION ALL
    SELECT ${columns}, ${withheldReason} AS why FROM message_fact
    WHERE workspace = {workspace:UInt32} AND kind IN ${withheldKinds} AND ${condition})`;
}

const byReason = `SELECT why AS reason, count() AS count FROM ${heldBackMessages(`at >= ${instant('since')}`)} GROUP BY reason ORDER BY count DESC, reason`;

export async function heldBackByReason(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  since: Instant,
): Promise<Pick<Home, 'heldBack' | 'heldBackByReason'>> {
  const rows = await queryRows<{ reason: string; count: number }>(client, byReason, { workspace, since });
  return {
    heldBack: rows.reduce((sum, { count }) => sum + count, 0),
    heldBackByReason: rows.flatMap(({ reason, count }) => (isHoldReason(reason) ? [{ reason, count }] : [])),
  };
}

function isHoldReason(word: string): word is HoldReason {
  return (holdReasons as readonly string[]).includes(word);
}
