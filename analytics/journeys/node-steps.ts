import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { JourneyStepRow } from '#components/clickhouse/tables.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';

type Row = Pick<JourneyStepRow, 'version' | 'node' | 'change' | 'branch'> & { readonly count: number };

const sql = `
  SELECT version, node, change, if(change = 'moved', detail, branch) AS branch, count() AS count FROM journey_step
  WHERE workspace = {workspace:UInt32} AND journey = {journey:String}
  GROUP BY version, node, change, branch`;

/** How runs went through one node, all versions together. */
export interface NodeSteps {
  arrivals: number;
  inside: number;
  started: number;
  completed: number;
  exited: number;
  /** Goal -> runs that stood here when they reached it. */
  readonly converted: Map<string, number>;
  readonly passed: Map<string, number>;
}

export async function nodeSteps(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  journey: string,
): Promise<ReadonlyMap<string, NodeSteps>> {
  const rows = await queryRows<Row>(client, sql, { workspace, journey });
  const nodes = new Map<string, NodeSteps>();
  for (const versions of Map.groupBy(rows, (row) => `${row.version} ${row.node}`).values()) {
    const node = versions[0]?.node ?? '';
    const steps = nodes.get(node) ?? nothing();
    addVersion(steps, versions);
    nodes.set(node, steps);
  }
  for (const { node, change, branch: from, count } of rows) {
    if (change !== 'moved') continue;
    const [left, come] = [nodes.get(from) ?? nothing(), nodes.get(node) ?? nothing()];
    left.inside -= count;
    nodes.set(from, left);
    come.inside += count;
  }
  return nodes;
}

function nothing(): NodeSteps {
  return { arrivals: 0, inside: 0, started: 0, completed: 0, exited: 0, converted: new Map(), passed: new Map() };
}

/**
 * Where a run ends by completing, it has passed the node unless the node is an exit, which is never passed: so the greater
 * of the two is the number that went on or ended here. Who was moved in from another version did not arrive.
 */
function addVersion(steps: NodeSteps, rows: readonly Row[]): void {
  const of = (change: Row['change']): number =>
    rows.reduce((sum, row) => sum + (row.change === change ? row.count : 0), 0);
  const started = of('entered');
  const arrivals = started + of('arrived');
  const completed = of('completed');
  const exited = of('exited');
  steps.arrivals += arrivals;
  steps.started += started;
  steps.completed += completed;
  steps.exited += exited;
  steps.inside += arrivals - exited - Math.max(of('passed'), completed);
  for (const { change, branch, count } of rows) {
    const counted = change === 'passed' ? steps.passed : change === 'converted' ? steps.converted : undefined;
    counted?.set(branch, (counted.get(branch) ?? 0) + count);
  }
}
