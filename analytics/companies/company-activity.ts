import type { ClickHouseClient } from '@clickhouse/client';
import { ofCurrentProfile } from '#components/clickhouse/alias.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Store } from '#components/store/port/index.ts';
import type { CompanyActivity } from '#contracts/api/company.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { personName } from '#core/profile/person-name.ts';
import { readPeople } from '../profiles/read-people.ts';
import { membersOfCompany } from './member-sql.ts';

interface Row {
  readonly id: string;
  readonly at: Instant;
  readonly profile: ProfileId;
  readonly name: string;
  readonly kind: 'track' | 'identify';
}

const sql = `
  SELECT message_id AS id, toUnixTimestamp64Milli(at) AS at, profile, name, type AS kind
  FROM ${ofCurrentProfile('event')} AS done
  GLOBAL INNER JOIN (${membersOfCompany}) AS member ON member.profile = done.profile
  WHERE done.at >= member.since
  ORDER BY done.at DESC, id LIMIT {limit:UInt32} OFFSET {offset:UInt32}`;

/** What members did since they joined, the newest first. */
export async function companyActivity(
  client: ClickHouseClient,
  store: Pick<Store, 'readProfiles'>,
  workspace: WorkspaceId,
  company: string,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<readonly CompanyActivity[]> {
  const rows = await queryRows<Row>(client, sql, { workspace, company, limit, offset });
  const people = await readPeople(
    store,
    workspace,
    rows.map(({ profile }) => profile),
  );
  return rows.flatMap(({ at, ...row }) => {
    const person = people.get(row.profile);
    if (person === undefined) return [];
    return [{ ...row, at: new Date(at).toISOString(), personName: personName(person) }];
  });
}
