import type { BackfillProgress } from '#components/store/port/backfill.ts';
import type { Store } from '#components/store/port/index.ts';
import type { Backfill } from '#contracts/api/segment.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { compileRelease } from '#core/release.ts';
import type { CompiledSegment } from '#core/segment/compile.ts';

/** How far the history of each published segment is counted; one that had none to count is missing. */
export async function backfillProgress(
  { backfills, releases }: Pick<Store, 'backfills' | 'releases'>,
  workspace: WorkspaceId,
): Promise<ReadonlyMap<string, Backfill>> {
  const [newest, jobs] = await Promise.all([releases.newest(workspace), backfills.progress(workspace)]);
  if (!newest) return new Map();
  const byRelease = new Map(jobs.map((job) => [job.release, job]));
  const { segments } = compileRelease(newest).segments;
  return new Map(
    [...segments].flatMap(([id, segment]) => {
      const progress = progressOf(segment, byRelease);
      return progress ? [[id, progress] as const] : [];
    }),
  );
}

function progressOf(
  { sinceRelease, counters }: CompiledSegment,
  jobs: ReadonlyMap<number, BackfillProgress>,
): Backfill | undefined {
  const releases = [...new Set([sinceRelease, ...counters.map((counter) => counter.since)])];
  const own = releases.map((release) => jobs.get(release) ?? notBegun(release));
  const slowest = own.find(({ state }) => state === 'failed') ?? own.find(({ state }) => state === 'running');
  const { state, done, total } = slowest ?? own[0] ?? notBegun(sinceRelease);
  return state === 'done' && total === 0 ? undefined : { state, done, total };
}

function notBegun(release: number): BackfillProgress {
  return { release, state: 'running', done: 0, total: 0 };
}
