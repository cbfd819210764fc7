import type { ReleaseStore } from '#components/store/port/release.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { compileIdentityRules, defaultIdentityRules, type IdentityRules } from '#core/identity/rules.ts';

const refreshMilliseconds = 2_000;

export interface FollowedIdentityRules {
  of(workspace: WorkspaceId): IdentityRules;
  stop(): void;
}

/** The rules of each workspace for the way in, which cannot ask per event: a change is seen within two seconds. */
export async function followIdentityRules(
  releases: Pick<ReleaseStore, 'newest'>,
  workspaces: readonly WorkspaceId[],
  onError: (error: unknown) => void,
): Promise<FollowedIdentityRules> {
  const held = new Map<WorkspaceId, { readonly release: number; readonly rules: IdentityRules }>();

  async function refresh(): Promise<void> {
    for (const workspace of workspaces) {
      const newest = await releases.newest(workspace);
      if (newest === undefined || held.get(workspace)?.release === newest.number) continue;
      held.set(workspace, { release: newest.number, rules: compileIdentityRules(newest.settings.identity) });
    }
  }

  await refresh();
  const timer = setInterval(() => void refresh().catch(onError), refreshMilliseconds);
  timer.unref();
  return {
    of: (workspace) => held.get(workspace)?.rules ?? defaultIdentityRules,
    stop: () => clearInterval(timer),
  };
}
