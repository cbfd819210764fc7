import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import { companySearchText } from '#core/company/company-search-text.ts';

const companiesAtOnce = 1_000;

interface Row {
  readonly company: string;
  readonly traits: string;
  readonly search: string;
}

/** Those with a Chinese name and no reading, which would stand in capitals. */
const withoutReadings = `
  SELECT company, traits, search FROM company_fact FINAL
  WHERE workspace = {workspace:UInt32} AND company > {after:String} AND deleted = 0
    AND match(JSONExtractString(traits, 'name'), '\\p{Han}') AND NOT match(search, ' [A-Z]')
  ORDER BY company LIMIT ${companiesAtOnce}`;

/** The same row once more, at its own place and revision: of two that are equal the later counts, and a newer one over both. */
const writeAnew = `
  INSERT INTO company_fact
  SELECT * REPLACE (transform(company, {companies:Array(String)}, {texts:Array(String)}, search) AS search)
  FROM company_fact FINAL
  WHERE workspace = {workspace:UInt32} AND company IN {companies:Array(String)} AND deleted = 0`;

/**
 * Companies that were written before Chinese names had readings are found by them too. Resolves to how many were written
 * anew; where nothing is left, to 0. Ends after a page once `signal` says so; the next time goes on.
 */
export async function renewCompanySearch(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  signal?: AbortSignal,
): Promise<number> {
  let renewed = 0;
  for (let after = ''; !signal?.aborted; ) {
    const rows = await queryRows<Row>(client, withoutReadings, { workspace, after }, { background: true });
    const last = rows.at(-1);
    if (last === undefined) return renewed;
    after = last.company;
    const texts = rows
      .map(({ company, traits, search }) => {
        const text = companySearchText({ company, traits: JSON.parse(traits) as JsonObject });
        return { company, text, isNew: text !== search };
      })
      .filter(({ isNew }) => isNew);
    if (texts.length === 0) continue;
    await client.command({
      query: writeAnew,
      query_params: {
        workspace,
        companies: texts.map(({ company }) => company),
        texts: texts.map(({ text }) => text),
      },
    });
    renewed += texts.length;
  }
  return renewed;
}
