import type { ClickHouseClient } from '@clickhouse/client';
import { ofCurrentProfile } from '#components/clickhouse/alias.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import type { CompanyDetail } from '#contracts/api/company.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { membersOfCompany } from './member-sql.ts';

export type CompanyFigures = Pick<CompanyDetail, 'members' | 'orders' | 'value' | 'lastActivityAt'>;

interface Row {
  readonly members: number;
  readonly orders: number;
  readonly worth: number;
  /** 0 where no member did anything. */
  readonly last: number;
}

const sql = `
  WITH member AS (${membersOfCompany})
  SELECT (SELECT count() FROM member) AS members, countIf(bought.value >= 0) AS orders,
    toFloat64(sum(bought.value)) AS worth,
    (
      SELECT toUnixTimestamp64Milli(max(done.at)) FROM ${ofCurrentProfile('event')} AS done
      WHERE done.profile GLOBAL IN (SELECT profile FROM member)
    ) AS last
  FROM ${ofCurrentProfile('order_fact')} AS bought
  GLOBAL INNER JOIN member ON member.profile = bought.profile
  WHERE bought.at >= member.since`;

export async function companyFigures(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  company: string,
): Promise<CompanyFigures> {
  const [row] = await queryRows<Row>(client, sql, { workspace, company });
  const { members = 0, orders = 0, worth = 0, last = 0 } = row ?? {};
  return {
    ...{ members, orders, value: Math.round(worth * 100) / 100 },
    ...(last > 0 && { lastActivityAt: new Date(last).toISOString() }),
  };
}
