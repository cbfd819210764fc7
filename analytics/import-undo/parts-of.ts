import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';

export type Ask = <Row>(sql: string, values: Readonly<Record<string, unknown>>) => Promise<Row[]>;

/** Every profile that stands for one of these people, with the person. */
export async function partsOf(
  ask: Ask,
  workspace: WorkspaceId,
  people: readonly ProfileId[],
): Promise<ReadonlyMap<ProfileId, ProfileId>> {
  const rows = await ask<{ profile: ProfileId; current_profile: ProfileId }>(
    `SELECT profile, current_profile FROM profile_alias
     WHERE workspace = {workspace:UInt32} AND current_profile IN {people:Array(UUID)}`,
    { workspace, people },
  );
  return new Map([
    ...people.map((person) => [person, person] as const),
    ...rows.map(({ profile, current_profile }) => [profile, current_profile] as const),
  ]);
}
