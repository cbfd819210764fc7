import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import { type TableName, tables } from '#components/clickhouse/tables.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';

/** What is recorded of a person, by the name under which her export holds it. */
export const exportedFacts = {
  events: 'event',
  orders: 'order_fact',
  consents: 'consent_fact',
  memberships: 'membership',
  journeySteps: 'journey_step',
  decisions: 'decision',
  messages: 'message_fact',
  notTaken: 'drop_fact',
} as const satisfies { readonly [name: string]: TableName };
export type ExportedFacts = keyof typeof exportedFacts;

/** Rows that are held in memory at a time. */
const rowsAtOnce = 2_000;

/** Columns that are JSON text, and are exported as what they hold. */
const jsonColumns = new Set(['properties', 'gates', 'payload']);

interface Place {
  readonly lane: number;
  readonly commit: number;
  readonly ordinal: number;
}

export function countExportedFacts(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  profiles: readonly ProfileId[],
): Promise<number> {
  const counts = Object.values(exportedFacts).map(
    (table) =>
      `SELECT count() AS rows FROM ${table} WHERE workspace = {workspace:UInt32} AND profile IN {profiles:Array(UUID)}`,
  );
  return queryRows<{ total: number }>(client, `SELECT sum(rows) AS total FROM (${counts.join(' UNION ALL ')})`, {
    workspace,
    profiles,
  }).then(([row]) => Number(row?.total ?? 0));
}

/** Facts in the order in which they were recorded, portion by portion. */
export async function* readExportedFacts(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  profiles: readonly ProfileId[],
  name: ExportedFacts,
): AsyncGenerator<readonly object[]> {
  const table = tables.find((one) => one.name === exportedFacts[name]);
  if (table === undefined) return;
  let after: Place = { lane: -1, commit: -1, ordinal: -1 };
  for (;;) {
    const rows = await queryRows<Place & { readonly [column: string]: unknown }>(
      client,
      `SELECT * EXCEPT (workspace) FROM ${table.name}
       WHERE workspace = {workspace:UInt32} AND profile IN {profiles:Array(UUID)}
         AND (toInt16(lane), toInt64(commit), toInt64(ordinal)) > ({lane:Int16}, {commit:Int64}, {ordinal:Int64})
       ORDER BY lane, commit, ordinal LIMIT ${rowsAtOnce}`,
      { workspace, profiles, lane: after.lane, commit: after.commit, ordinal: after.ordinal },
    );
    if (rows.length > 0) yield rows.map(present);
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsAtOnce) return;
    after = last;
  }
}

function present({
  lane: _,
  commit: __,
  ordinal: ___,
  ...row
}: Place & { readonly [column: string]: unknown }): object {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()),
      jsonColumns.has(column) && typeof value === 'string' ? parsed(value) : value,
    ]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
