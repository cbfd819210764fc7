import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { gradeTrait, scoreTrait } from '#contracts/lead-score.ts';

const sql = `
  SELECT JSONExtractString(traits, {grade:String}) AS grade, count() AS people FROM profile_fact FINAL
  WHERE workspace = {workspace:UInt32} AND deleted = 0 AND JSONHas(traits, {score:String}) GROUP BY grade`;

/** People who have a score, by the name of their grade; those in none stand under the empty name. */
export async function gradeCounts(
  client: ClickHouseClient,
  workspace: WorkspaceId,
): Promise<ReadonlyMap<string, number>> {
  const rows = await queryRows<{ grade: string; people: number }>(client, sql, {
    ...{ workspace, grade: gradeTrait, score: scoreTrait },
  });
  return new Map(rows.map(({ grade, people }) => [grade, people]));
}
