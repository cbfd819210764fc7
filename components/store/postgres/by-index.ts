import type { Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';

interface Key {
  readonly lane: Lane;
  readonly workspace: WorkspaceId;
  readonly profile: ProfileId;
}

/** In the order of the states' primary key: each descent into its index meets pages that the one before has just read. */
export function byIndex(a: Key, b: Key): number {
  return a.lane - b.lane || a.workspace - b.workspace || (a.profile < b.profile ? -1 : 1);
}
