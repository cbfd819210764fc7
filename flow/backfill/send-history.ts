import type { BackfillJob, Cut } from '#components/store/port/backfill.ts';
import type { Store } from '#components/store/port/index.ts';
import type { LogEntry } from '#components/store/port/log.ts';
import type { Instant, Lane, ProfileId } from '#contracts/identifiers.ts';
import type { PublishedLeadScore } from '#contracts/lead-score.ts';
import type { Release } from '#contracts/release.ts';
import { compileRelease } from '#core/release.ts';
import type { CompiledSegments } from '#core/segment/compile.ts';
import { segmentsOfHistoryAlone } from '#core/segment/seed/without-history.ts';
import type { History, HistoryPage, SeedQuestion } from './history.ts';
import { seedFrames } from './seed-frames.ts';

/** How often lanes and projector are looked at while they are waited for. */
const lookEvery = 100;

/** In one transaction: few enough that an import's frames do not wait for it long. */
const seedsAtOnce = 4_000;

export interface SendHistoryParts {
  readonly store: Pick<Store, 'backfills' | 'facts' | 'log' | 'releases'>;
  readonly history: History;
  readonly partitionCount: number;
  readonly profilesPerPage: number;
  readonly clock: () => Instant;
  /** Keeps the jobs as they stand; throws when they are no longer this worker's, or when it is to stop. */
  readonly hold: (jobs: readonly BackfillJob[]) => Promise<void>;
  /** Appends frames and keeps the jobs as they stand by that, both or neither; throws as `hold` does. */
  readonly send: (jobs: readonly BackfillJob[], frames: readonly (readonly LogEntry[])[]) => Promise<void>;
  readonly finish: (job: BackfillJob) => Promise<void>;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/**
 * Sends the seeds of some releases of one workspace, all in one passage over the profiles, from where the jobs stand to
 * the end, and waits until the lanes have folded them in and ClickHouse knows who is inside. Throws what goes wrong; all of
 * it may be repeated.
 */
export async function sendHistory(parts: SendHistoryParts, taken: readonly BackfillJob[]): Promise<void> {
  const { store, history, partitionCount, profilesPerPage, clock, hold, send, finish, pause } = parts;
  const workspace = taken[0]?.workspace ?? 0;
  const newest = await store.releases.newest(workspace);
  if (!newest) return;
  const compiled = compileRelease(newest);
  const { segments, computed, leadScore } = compiled;
  for (const job of taken) if (!segments.releases.includes(job.release)) await finish(job);
  let jobs: readonly BackfillJob[] = taken.filter((job) => segments.releases.includes(job.release));
  if (jobs.length === 0) return;

  jobs = await cutAll(jobs);
  const total = await history.countProfiles(workspace);
  const questions = jobs.map(({ release, cut, historyAlone }) => ({
    release,
    counters: countersBornIn(segments, release),
    computed: [...computed.byId.values()].filter(({ sinceRelease }) => sinceRelease === release),
    ...scoreBornIn(leadScore?.source, release),
    cut: cut ?? new Map(),
    historyAlone,
  }));
  let before = await bulkHeads();
  for (;;) {
    const page = await history.readPage(workspace, questions, jobs[0]?.reached ?? null, profilesPerPage);
    if (page.profiles.length === 0) break;
    const seedsOf = Map.groupBy(page.seeds, (seed) => seed.of);
    const atOnce = Math.max(1, Math.floor(seedsAtOnce / jobs.length));
    for (let from = 0; from < page.profiles.length; from += atOnce) {
      const profiles = page.profiles.slice(from, from + atOnce);
      const reached = profiles.at(-1) ?? null;
      const seeds = profiles.flatMap((profile) => seedsOf.get(profile) ?? []);
      jobs = jobs.map((job) => {
        const done = job.done + profiles.length;
        return { ...job, reached, done, total: Math.max(total, done), failures: 0 };
      });
      await send(jobs, seedFrames(seeds, { workspace, partitionCount, now: clock() }));
    }
    // One page ahead: the lanes never wait, and a stop leaves little to be repeated.
    await untilFolded(before);
    before = await bulkHeads();
  }
  await untilFolded(before);
  const alone = questions.filter(({ historyAlone }) => historyAlone !== null);
  if (alone.length > 0) await sendLate(alone, await completeAll(alone.map(({ release }) => release)));
  await untilProjected();
  for (const job of jobs) await finish(job);

  /** Where each release took over, once ClickHouse has everything up to there. */
  async function cutAll(open: readonly BackfillJob[]): Promise<readonly BackfillJob[]> {
    const found: BackfillJob[] = [];
    for (const job of open) {
      let cut = job.cut ?? (await store.backfills.cutOf(workspace, job.release));
      while (!cut) {
        await wait(open);
        cut = await store.backfills.cutOf(workspace, job.release);
      }
      const historyAlone = job.cut ? job.historyAlone : (segmentsOfHistoryAlone(compiled, job.release) ?? null);
      found.push({ ...job, cut, historyAlone });
    }
    await hold(found);
    return found;
  }

  /** Says that nobody waits for what was not sent, once all that was sent is where it belongs. Returns the cut of that release. */
  async function completeAll(releases: readonly number[]): Promise<Cut> {
    do {
      while (await store.backfills.isSeedHandedOn()) await wait();
      await untilFolded(await bulkHeads());
    } while (await store.backfills.isSeedHandedOn());
    const isSaid = ({ completeHistories = [] }: Release): boolean =>
      releases.every((release) => completeHistories.some((one) => one.release === release));
    let said = await store.releases.newest(workspace);
    if (!said || !isSaid(said)) {
      const left = new Map<number, readonly ProfileId[]>();
      for (const release of releases) left.set(release, await store.backfills.deadSeeds(workspace, release));
      said = await store.releases.publish(workspace, (newest) => complete(newest, left));
    }
    const told = (said.completeHistories ?? []).filter(({ release }) => releases.includes(release));
    const since = Math.max(...told.map((one) => one.since));
    for (;;) {
      const cut = await store.backfills.cutOf(workspace, since);
      if (cut) return cut;
      await wait();
    }
  }

  /** Has everybody looked at to whom something happened while she waited for a history that she does not have. */
  async function sendLate(alone: typeof questions, until: Cut): Promise<void> {
    for (const question of alone) {
      for (let after: ProfileId | null = null; ; ) {
        const page: HistoryPage = await history.readLate(workspace, question, until, after, seedsAtOnce);
        if (page.profiles.length === 0) break;
        await send(jobs, seedFrames(page.seeds, { workspace, partitionCount, now: clock() }));
        after = page.profiles.at(-1) ?? null;
      }
    }
    await untilFolded(await bulkHeads());
  }

  async function wait(open = jobs): Promise<void> {
    await hold(open);
    await pause(lookEvery);
  }

  async function bulkHeads(): Promise<ReadonlyMap<Lane, number>> {
    const heads = (await store.log.heads()).filter((head) => head.class === 'bulk');
    return new Map(heads.map(({ partition, sequence }) => [partition, sequence]));
  }

  async function untilFolded(heads: ReadonlyMap<Lane, number>): Promise<void> {
    for (;;) {
      const offsets = await store.backfills.bulkOffsets();
      if ([...heads].every(([lane, sequence]) => (offsets.get(lane) ?? 0) >= sequence)) return;
      await wait();
    }
  }

  /** All facts of the commits until now, so that whoever hears that a history is counted finds its people. */
  async function untilProjected(): Promise<void> {
    const commits = new Map((await store.facts.progress()).map(({ partition, commit }) => [partition, commit]));
    for (;;) {
      const open = (await store.facts.progress()).filter(({ waitingSince }) => waitingSince !== null);
      if (open.every(({ partition, projected }) => projected >= (commits.get(partition) ?? 0))) return;
      await wait();
    }
  }
}

/** `left`: releases, each with the profiles whose seed could not be folded. Those whose segments are gone need no word any more. */
function complete(newest: Release, left: ReadonlyMap<number, readonly ProfileId[]>): Release {
  const { segments } = compileRelease(newest);
  const { completeHistories = [], number } = newest;
  const kept = completeHistories.filter(({ release }) => segments.releases.includes(release));
  const since = number + 1;
  const told = [...left].filter(([release]) => !kept.some((one) => one.release === release));
  const added = told.map(([release, except]) => ({ release, since, ...(except.length > 0 && { except }) }));
  return { ...newest, completeHistories: [...kept, ...added] };
}

/** As of the newest release: a counter that went or came again since is not of this one any more. */
function countersBornIn(segments: CompiledSegments, release: number) {
  return [...segments.counters.values()].filter((counter) => counter.since === release);
}

function scoreBornIn(score: PublishedLeadScore | undefined, release: number): Pick<SeedQuestion, 'score'> {
  const rules =
    score?.rules.filter(({ sinceRelease, cause }) => cause.type === 'event' && sinceRelease === release) ?? [];
  return score === undefined || rules.length === 0 ? {} : { score: { decay: score.decay, rules } };
}
