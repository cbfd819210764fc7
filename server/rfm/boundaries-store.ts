import type { Sql } from '#components/postgres/database.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { type RfmBoundaries, rfmBoundaries } from '#contracts/rfm.ts';

/** The newest that were computed; undefined before the first. */
export async function newestBoundaries(sql: Sql, workspace: WorkspaceId): Promise<RfmBoundaries | undefined> {
  const [row] = await sql<{ boundaries: unknown }[]>`
    select boundaries from rfm_boundaries where workspace = ${workspace} order by version desc limit 1`;
  return row === undefined ? undefined : rfmBoundaries.parse(row.boundaries);
}

export async function keepBoundaries(sql: Sql, workspace: WorkspaceId, boundaries: RfmBoundaries): Promise<void> {
  await sql`
    insert into rfm_boundaries (workspace, version, boundaries)
    values (${workspace}, ${boundaries.version}, ${sql.json(boundaries)})
    on conflict (workspace, version) do update set boundaries = excluded.boundaries, computed_at = now()`;
}
