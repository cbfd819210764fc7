import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { createParameters } from './parameters.ts';
import { type Asked, conditionSql } from './segment-sql.ts';

export interface SegmentPreview {
  /** People for whom the condition holds. */
  readonly count: number;
  /** All people. */
  readonly total: number;
  readonly sample: readonly ProfileId[];
}

const sampleSize = 10;

/** How many people a condition holds for, of how many, and some of them. */
export async function previewSegment(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  condition: SegmentCondition,
  asked: Asked,
): Promise<SegmentPreview> {
  const parameters = createParameters({ workspace });
  const people =
    `SELECT profile, ${conditionSql(condition, asked, parameters)} AS holds ` +
    'FROM profile_fact FINAL WHERE workspace = {workspace:UInt32} AND deleted = 0';
  const sql = `SELECT countIf(holds) AS count, count() AS total, groupArrayIf(${sampleSize})(profile, holds) AS sample FROM (${people})`;
  const [row] = await queryRows<SegmentPreview>(client, sql, parameters.values);
  return row ?? { count: 0, total: 0, sample: [] };
}
