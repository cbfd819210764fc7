import { LRUCache } from 'lru-cache';
import type { Identity, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';

/** About 40 MB at most: a key of some 50 characters, an id and the cache's own bookkeeping. */
const entriesKept = 200_000;

/**
 * Whose an identity is, as last seen. It may be behind (another process merged two people): then the stimulus reaches
 * the loser and is forwarded. So it serves only where nothing has to be decided.
 */
export interface IdentityCache {
  get(workspace: WorkspaceId, identity: Identity): ProfileId | undefined;
  /** Passed over where something was forgotten since `generation` was read: what is set may be older than that. */
  set(workspace: WorkspaceId, identity: Identity, profile: ProfileId, generation: number): void;
  generation(): number;
  /** An identity left this person: whose hers are is asked again. */
  forget(workspace: WorkspaceId, profile: ProfileId): void;
}

export function createIdentityCache(): IdentityCache {
  // A count by size: with `max` the cache takes the room of all its entries at once, 6 MB that most shops never need.
  const cache = new LRUCache<string, ProfileId>({ maxSize: entriesKept, sizeCalculation: () => 1 });
  let generation = 0;
  return {
    get: (workspace, identity) => cache.get(keyOf(workspace, identity)),
    set(workspace, identity, profile, read) {
      if (read === generation) cache.set(keyOf(workspace, identity), profile);
    },
    generation: () => generation,
    forget(workspace, profile) {
      generation++;
      const own = `${workspace}:`;
      // Rare, and 200,000 entries are looked through in a few milliseconds.
      for (const [key, held] of cache.entries()) {
        if (held === profile && key.startsWith(own)) cache.delete(key);
      }
    },
  };
}

export function keyOf(workspace: WorkspaceId, { kind, value }: Identity): string {
  return `${workspace}:${kind}:${value}`;
}
