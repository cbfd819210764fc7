import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';

/** How many runs stand at a node of one version. */
export interface PeopleAtNode {
  readonly version: number;
  readonly node: string;
  readonly people: number;
}

/** A run stands where it came last, by any version, until it ends. Several steps may share a moment: their commit orders them. */
const sql = `
  SELECT tupleElement(stands, 1) AS version, tupleElement(stands, 2) AS node, count() AS people FROM (
    SELECT argMaxIf((version, node), (at, commit, ordinal), change IN ('entered', 'arrived', 'moved')) AS stands
    FROM journey_step WHERE workspace = {workspace:UInt32} AND journey = {journey:String}
    GROUP BY run HAVING countIf(change IN ('completed', 'exited')) = 0
  )
  GROUP BY stands`;

export function peopleAtNodes(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  journey: string,
): Promise<readonly PeopleAtNode[]> {
  return queryRows<PeopleAtNode>(client, sql, { workspace, journey });
}
