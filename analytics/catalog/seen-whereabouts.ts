import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import { type Catalog, type SeenPart, seenParts } from '#contracts/api/catalog.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';

const ofPlace: readonly SeenPart[] = ['country', 'region', 'city'];

const pairs = seenParts.map(
  (part) => `('${part}', JSONExtractString(known, '${ofPlace.includes(part) ? 'place' : 'device'}', '${part}'))`,
);

// A place that one person alone has may tell who she is.
const sql = `
  SELECT pair.1 AS part, pair.2 AS value FROM (
    SELECT profile, arrayJoin([${pairs.join(', ')}]) AS pair FROM (
      SELECT profile, known FROM profile_fact WHERE workspace = {workspace:UInt32} AND deleted = 0
      ORDER BY profile LIMIT 5000
    )
  )
  WHERE value != '' GROUP BY part, value HAVING uniqExact(profile) > 1
  ORDER BY uniqExact(profile) DESC, value LIMIT 50 BY part`;

/** Where people are and with what they came, of a sample of them. */
export async function seenWhereabouts(
  client: ClickHouseClient,
  workspace: WorkspaceId,
): Promise<Catalog['whereabouts']> {
  const rows = await queryRows<{ part: SeenPart; value: string }>(client, sql, { workspace }, { background: true });
  const valuesOf = (part: SeenPart) => rows.filter((row) => row.part === part).map(({ value }) => value);
  return Object.fromEntries(seenParts.map((part) => [part, valuesOf(part)])) as Catalog['whereabouts'];
}
