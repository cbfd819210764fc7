import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { Release } from '#contracts/release.ts';

export interface ReleaseStore {
  newest(workspace: WorkspaceId): Promise<Release | undefined>;
  byNumber(workspace: WorkspaceId, number: number): Promise<Release | undefined>;
  /**
   * Makes the next release from the newest one and appends its control stimulus to every partition, as one transaction.
   * Concurrent calls come one after the other.
   */
  publish(workspace: WorkspaceId, change: (newest: Release) => Release): Promise<Release>;
}
