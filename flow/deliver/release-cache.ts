import type { ReleaseStore } from '#components/store/port/release.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { type CompiledRelease, compileRelease } from '#core/release.ts';

/** A hand-over may obey settings that are this old. */
const keptMilliseconds = 1_000;

/** The newest release of a workspace, compiled once per number and looked up at most once a second. */
export function createReleaseCache(
  releases: Pick<ReleaseStore, 'newest'>,
  clock: () => Instant,
): (workspace: WorkspaceId) => Promise<CompiledRelease | undefined> {
  const kept = new Map<
    WorkspaceId,
    { readonly until: Instant; readonly release: Promise<CompiledRelease | undefined> }
  >();

  async function load(
    workspace: WorkspaceId,
    before: CompiledRelease | undefined,
  ): Promise<CompiledRelease | undefined> {
    const source = await releases.newest(workspace);
    return source && (before?.source.number === source.number ? before : compileRelease(source));
  }

  return (workspace) => {
    const now = clock();
    const held = kept.get(workspace);
    if (held && now < held.until) return held.release;
    const release = (held?.release ?? Promise.resolve(undefined)).then((before) => load(workspace, before));
    kept.set(workspace, { until: now + keptMilliseconds, release });
    // A failed look-up is not kept: the next hand-over asks again.
    release.catch(() => kept.delete(workspace));
    return release;
  };
}
