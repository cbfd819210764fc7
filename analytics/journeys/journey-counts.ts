import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { JourneyCounts } from '#contracts/api/journey.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { type EngagementCounts, engagementCounts, engagementKinds } from '../messages/engagement-counts.ts';
import { heldBackMessages } from '../messages/held-back.ts';
import { type NodeSteps, nodeSteps } from './node-steps.ts';

const engagement = `
  SELECT node, ${engagementCounts} FROM message_fact
  WHERE workspace = {workspace:UInt32} AND journey = {journey:String} AND kind IN ${engagementKinds}
  GROUP BY node`;

const heldBack = `SELECT node, count() AS heldBack FROM ${heldBackMessages('journey = {journey:String}')} GROUP BY node`;

const orders = `
  SELECT count() AS attributedOrders, sum(value) AS attributedRevenue FROM order_fact
  WHERE workspace = {workspace:UInt32} AND source = 'live' AND attributed_delivery != ''
    AND attributed_journey = {journey:String}`;

type Counts = Omit<JourneyCounts, 'currency' | 'measuredAt'>;

/** What went on at every node of one journey, all versions together, over all time. */
export async function journeyCounts(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  journey: string,
): Promise<Counts> {
  const ask = <T>(sql: string) => queryRows<T>(client, sql, { workspace, journey });
  const [steps, engaged, held, [earned]] = await Promise.all([
    nodeSteps(client, workspace, journey),
    ask<EngagementCounts & { node: string }>(engagement),
    ask<{ node: string; heldBack: number }>(heldBack),
    ask<Pick<Counts, 'attributedOrders' | 'attributedRevenue'>>(orders),
  ]);
  const engagedAt = new Map(engaged.map(({ node, ...counts }) => [node, counts]));
  const heldAt = new Map(held.map((row) => [row.node, row.heldBack]));
  const nodes = [...new Set([...steps.keys(), ...engagedAt.keys(), ...heldAt.keys()])];
  const goals = new Map<string, number>();
  for (const { converted } of steps.values()) {
    for (const [goal, runs] of converted) goals.set(goal, (goals.get(goal) ?? 0) + runs);
  }
  const total = (figure: Exclude<keyof NodeSteps, 'passed' | 'converted'>): number =>
    [...steps.values()].reduce((sum, node) => sum + node[figure], 0);
  return {
    nodes: nodes.map((node) => ({
      node,
      ...presentSteps(steps.get(node)),
      ...(engagedAt.get(node) ?? { sent: 0, opened: 0, clicked: 0 }),
      heldBack: heldAt.get(node) ?? 0,
    })),
    goals: [...goals].map(([goal, runs]) => ({ goal, runs })),
    inside: total('started') - total('completed') - total('exited'),
    entered: total('started'),
    completed: total('completed'),
    exited: total('exited'),
    ...(earned ?? { attributedOrders: 0, attributedRevenue: 0 }),
  };
}

function presentSteps(steps: NodeSteps | undefined): Pick<Counts['nodes'][number], 'entered' | 'inside' | 'passed'> {
  if (steps === undefined) return { entered: 0, inside: 0, passed: [] };
  const passed = [...steps.passed].map(([branch, count]) => ({ branch, count }));
  return { entered: steps.arrivals, inside: steps.inside, passed };
}
