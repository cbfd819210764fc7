import type { Sql } from '#components/postgres/database.ts';
import type { Store } from '#components/store/port/index.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { Release } from '#contracts/release.ts';
import { defaultSettings } from '#contracts/settings.ts';

/** What working on definitions needs. The functions of this folder are what the HTTP routes call and scripts may call. */
export interface DefinitionParts {
  readonly sql: Sql;
  readonly store: Pick<Store, 'releases'>;
  readonly workspace: WorkspaceId;
}

/** What is in force; before the first publish an empty release with the default settings. */
export async function newestRelease({ store, workspace }: DefinitionParts): Promise<Release> {
  return (
    (await store.releases.newest(workspace)) ?? {
      workspace,
      number: 0,
      settings: defaultSettings,
      segments: [],
      journeys: [],
      messages: [],
    }
  );
}
