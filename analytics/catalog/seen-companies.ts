import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Catalog } from '#contracts/api/catalog.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import { seenFields } from './seen-fields.ts';

const sql = `
  SELECT company, traits FROM company_fact FINAL WHERE workspace = {workspace:UInt32} AND deleted = 0
  ORDER BY updated_at DESC, company LIMIT 200`;

/** Companies and what is known of them. */
export async function seenCompanies(
  client: ClickHouseClient,
  workspace: WorkspaceId,
): Promise<Pick<Catalog, 'companies' | 'companyTraits'>> {
  const rows = await queryRows<{ company: string; traits: string }>(client, sql, { workspace }, { background: true });
  const companies = rows.map(({ company, traits }) => ({ id: company, values: JSON.parse(traits) as JsonObject }));
  return {
    companies: companies.map(({ id, values }) => ({
      id,
      name: typeof values.name === 'string' && values.name !== '' ? values.name : id,
    })),
    companyTraits: seenFields(
      companies.map(({ id, values }) => ({ profile: id, values })),
      'property',
    ),
  };
}
