import type { ClickHouseClient } from '@clickhouse/client';
import { profileIdsOfPerson } from '#components/clickhouse/alias.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { PublishedLeadScore } from '#contracts/lead-score.ts';
import { type ScoreCount, scoreCounts } from '../segment/score-history.ts';

/** What the rules count of one person, day by day, over all that she was merged with. */
export async function personCounts(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  profile: ProfileId,
  rules: PublishedLeadScore['rules'],
): Promise<readonly ScoreCount[]> {
  const ask = <Row>(sql: string, values: Readonly<Record<string, unknown>>) => queryRows<Row>(client, sql, values);
  return await scoreCounts(ask, { workspace, profile }, { rules }, () => `profile IN ${profileIdsOfPerson}`);
}
