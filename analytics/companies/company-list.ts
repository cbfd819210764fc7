import type { ClickHouseClient } from '@clickhouse/client';
import { ofCurrentProfile } from '#components/clickhouse/alias.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import type { CompanyListItem, CompanyListQuery } from '#contracts/api/company.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { asReading } from '#contracts/pinyin/readings.ts';
import { memberSql } from './member-sql.ts';

interface Row {
  readonly company: string;
  readonly name: string;
  readonly changed: number;
  readonly members: number;
  readonly orders: number;
  readonly value: number;
}

/** Each in one place only: the id decides where two are equal. */
const orders: { readonly [sort in CompanyListQuery['sort']]: string } = {
  name: "lowerUTF8(name) COLLATE 'zh', company",
  members: 'members DESC, company',
  value: 'value DESC, company',
  changed: 'changed DESC, company',
};

const membership = memberSql();

const sql = (sort: CompanyListQuery['sort']) => `
  SELECT c.company AS company, if(JSONExtractString(c.traits, 'name') = '', c.company, JSONExtractString(c.traits, 'name')) AS name,
    toUnixTimestamp64Milli(c.updated_at) AS changed, m.members AS members, o.orders AS orders, o.value AS value
  FROM (
    SELECT company, traits, updated_at FROM company_fact FINAL
    WHERE workspace = {workspace:UInt32} AND deleted = 0
      AND ({search:String} = '' OR position(search, lowerUTF8({search:String})) > 0
        OR ({reading:String} != '' AND position(search, {reading:String}) > 0))
  ) AS c
  GLOBAL LEFT JOIN (SELECT company, count() AS members FROM (${membership}) GROUP BY company) AS m ON m.company = c.company
  GLOBAL LEFT JOIN (
    SELECT member.company AS company, countIf(bought.value >= 0) AS orders, toFloat64(sum(bought.value)) AS value
    FROM ${ofCurrentProfile('order_fact')} AS bought
    GLOBAL INNER JOIN (${membership}) AS member ON member.profile = bought.profile
    WHERE bought.at >= member.since GROUP BY company
  ) AS o ON o.company = c.company
  ORDER BY ${orders[sort]} LIMIT {limit:UInt32} OFFSET {offset:UInt32}`;

/** Companies with what their members bought since they joined, `limit` of them after `offset`. */
export async function companyList(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  { search = '', sort, limit }: Pick<CompanyListQuery, 'search' | 'sort' | 'limit'>,
  offset: number,
): Promise<readonly CompanyListItem[]> {
  const reading = asReading(search.trim().toLowerCase()) ?? '';
  const rows = await queryRows<Row>(client, sql(sort), { workspace, search: search.trim(), reading, limit, offset });
  return rows.map(({ company, changed, ...rest }) => ({
    ...{ id: company, changedAt: new Date(changed).toISOString(), ...rest },
    value: Math.round(rest.value * 100) / 100,
  }));
}
