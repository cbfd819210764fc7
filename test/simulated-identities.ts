import type { IdentityRow, IdentityStore, PendingMerge } from '#components/store/port/identity.ts';
import type { Identity, ProfileId } from '#contracts/identifiers.ts';

export interface SimulatedIdentities extends IdentityStore {
  rows(): readonly IdentityRow[];
  merges(): readonly PendingMerge[];
}

/** Identities of one workspace in memory, with the meaning of the port: merges first, then claims, then new rows. */
export function simulateIdentities(): SimulatedIdentities {
  const rows = new Map<string, IdentityRow>();
  const merges = new Map<ProfileId, PendingMerge>();
  const keyOf = ({ kind, value }: Identity) => `${kind}:${value}`;
  const find = (identities: readonly Identity[]) =>
    identities.map((identity) => rows.get(keyOf(identity))).filter((row) => row !== undefined);
  const replace = (change: (row: IdentityRow) => IdentityRow) => {
    for (const [key, row] of rows) rows.set(key, change(row));
  };

  return {
    find: async (_workspace, identities) => find(identities),
    async resolve(workspace, identities, decide) {
      const change = decide(find(identities));
      for (const { loser, winner } of change.merges) {
        replace((row) => (row.profile === loser ? { ...row, profile: winner } : row));
        if (!merges.has(loser)) merges.set(loser, { workspace, loser, winner });
      }
      for (const { profile, owner } of change.claims) {
        replace((row) => (row.profile === profile ? { ...row, owner } : row));
      }
      for (const link of change.links) if (!rows.has(keyOf(link))) rows.set(keyOf(link), link);
      return change;
    },
    pendingMerges: async () => [...merges.values()],
    mergeAppended: async () => {},
    ofProfile: async (_workspace, profile) => [...rows.values()].filter((row) => row.profile === profile),
    rows: () => [...rows.values()],
    merges: () => [...merges.values()],
  };
}
