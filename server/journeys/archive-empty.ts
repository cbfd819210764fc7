import type { Sql } from '#components/postgres/database.ts';
import type { Store } from '#components/store/port/index.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { Release } from '#contracts/release.ts';

interface Parts {
  readonly sql: Sql;
  readonly store: Pick<Store, 'releases'>;
  readonly workspace: WorkspaceId;
}

/** Journeys that are stopping and have nobody inside any more are archived: they leave the release. */
export async function archiveEmpty(
  { sql, store, workspace }: Parts,
  release: Release,
  inside: (journey: string) => Promise<number>,
): Promise<void> {
  const stopping = await sql<{ id: string }[]>`
    select id from definition where workspace = ${workspace} and kind = 'journey' and status = 'stopping'`;
  for (const { id } of stopping) {
    if ((await inside(id)) > 0) continue;
    if (release.journeys.some((journey) => journey.id === id)) {
      await store.releases.publish(workspace, (newest) => ({
        ...newest,
        journeys: newest.journeys.filter((journey) => journey.id !== id),
      }));
    }
    await sql`
      update definition set status = 'archived', revision = revision + 1, updated_at = now()
      where workspace = ${workspace} and kind = 'journey' and id = ${id} and status = 'stopping'`;
  }
}
