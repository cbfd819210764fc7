import type { IdentityRow, IdentityStore, PendingMerge } from '#components/store/port/identity.ts';
import type { Identity, ProfileId } from '#contracts/identifiers.ts';
import { identityKey } from '#core/identity/known-people.ts';

export interface SimulatedIdentities extends IdentityStore {
  rows(): readonly IdentityRow[];
  merges(): readonly PendingMerge[];
}

/** Identities of one workspace in memory, with the meaning of the port: merges first, then changed rows, then new ones. */
export function simulateIdentities(): SimulatedIdentities {
  const rows = new Map<string, IdentityRow>();
  const merges = new Map<ProfileId, PendingMerge>();
  const find = (identities: readonly Identity[]) =>
    identities.map((identity) => rows.get(identityKey(identity))).filter((row) => row !== undefined);

  return {
    find: async (_workspace, identities) => find(identities),
    async resolve(workspace, identities, kinds, decide) {
      const named = find(identities);
      const people = [...new Set(named.map(({ profile }) => profile))];
      const others = [...rows.values()].filter(
        (row) => people.includes(row.profile) && kinds.includes(row.kind) && !named.includes(row),
      );
      const mergedToday = (profile: ProfileId) =>
        [...merges.values()].filter(({ winner }) => winner === profile).length;
      const change = decide({
        rows: [...named, ...others],
        people: people.map((profile) => ({ profile, mergedToday: mergedToday(profile), apart: [] })),
      });
      for (const { loser, winner } of change.merges) {
        for (const [key, row] of rows) if (row.profile === loser) rows.set(key, { ...row, profile: winner });
        if (!merges.has(loser)) merges.set(loser, { workspace, loser, winner, round: 1 });
      }
      for (const row of change.updates) rows.set(identityKey(row), row);
      for (const link of change.links) if (!rows.has(identityKey(link))) rows.set(identityKey(link), link);
      return { change, merges: change.merges.map((merge) => ({ ...merge, workspace, round: 1 })) };
    },
    pendingMerges: async () => [...merges.values()],
    mergeAppended: async () => {},
    pendingMoves: async () => [],
    movesAppended: async () => {},
    watchMoves: async () => async () => {},
    ofProfile: async (_workspace, profile) => [...rows.values()].filter((row) => row.profile === profile),
    rows: () => [...rows.values()],
    merges: () => [...merges.values()],
  };
}
