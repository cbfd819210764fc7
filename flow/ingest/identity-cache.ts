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
  set(workspace: WorkspaceId, identity: Identity, profile: ProfileId): void;
}

export function createIdentityCache(): IdentityCache {
  const cache = new LRUCache<string, ProfileId>({ max: entriesKept });
  return {
    get: (workspace, identity) => cache.get(keyOf(workspace, identity)),
    set: (workspace, identity, profile) => void cache.set(keyOf(workspace, identity), profile),
  };
}

export function keyOf(workspace: WorkspaceId, { kind, value }: Identity): string {
  return `${workspace}:${kind}:${value}`;
}
