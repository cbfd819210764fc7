import { LRUCache } from 'lru-cache';
import type { Identity, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';

/** About 60 MB at most: a key of some 50 characters, an id, the list of a person's keys and the cache's own bookkeeping. */
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
  // An import that is taken back forgets a million people one by one, so nobody's keys may have to be looked for.
  const keysOf = new Map<ProfileId, readonly string[]>();
  // A count by size: with `max` the cache takes the room of all its entries at once, 6 MB that most shops never need.
  const cache = new LRUCache<string, ProfileId>({
    maxSize: entriesKept,
    sizeCalculation: () => 1,
    dispose(profile, key) {
      const others = (keysOf.get(profile) ?? []).filter((one) => one !== key);
      if (others.length === 0) keysOf.delete(profile);
      else keysOf.set(profile, others);
    },
  });
  let generation = 0;
  return {
    get: (workspace, identity) => cache.get(keyOf(workspace, identity)),
    set(workspace, identity, profile, read) {
      const key = keyOf(workspace, identity);
      if (read !== generation || cache.peek(key) === profile) return;
      cache.set(key, profile);
      keysOf.set(profile, [...(keysOf.get(profile) ?? []), key]);
    },
    generation: () => generation,
    forget(workspace, profile) {
      generation++;
      const own = `${workspace}:`;
      for (const key of keysOf.get(profile) ?? []) if (key.startsWith(own)) cache.delete(key);
    },
  };
}

export function keyOf(workspace: WorkspaceId, { kind, value }: Identity): string {
  return `${workspace}:${kind}:${value}`;
}
