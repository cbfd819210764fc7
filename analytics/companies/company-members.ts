import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Store } from '#components/store/port/index.ts';
import type { CompanyMember } from '#contracts/api/company.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { presentListItem } from '../profiles/list-item.ts';
import { readPeople } from '../profiles/read-people.ts';
import { membersOfCompany } from './member-sql.ts';

const sql = `
  SELECT profile, toUnixTimestamp64Milli(since) AS since FROM (${membersOfCompany})
  ORDER BY since DESC, profile LIMIT {limit:UInt32} OFFSET {offset:UInt32}`;

/** Who joined last comes first; people who are erased by now are left out. */
export async function companyMembers(
  client: ClickHouseClient,
  store: Pick<Store, 'readProfiles'>,
  workspace: WorkspaceId,
  company: string,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<readonly CompanyMember[]> {
  const rows = await queryRows<{ profile: ProfileId; since: Instant }>(client, sql, {
    ...{ workspace, company, limit, offset },
  });
  const people = await readPeople(
    store,
    workspace,
    rows.map(({ profile }) => profile),
  );
  return rows.flatMap(({ profile, since }) => {
    const person = people.get(profile);
    return person === undefined ? [] : [{ ...presentListItem(person), since: new Date(since).toISOString() }];
  });
}
