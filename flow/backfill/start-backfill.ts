import { randomUUID } from 'node:crypto';
import type { BackfillJob } from '#components/store/port/backfill.ts';
import type { Store } from '#components/store/port/index.ts';
import type { LogEntry } from '#components/store/port/log.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { createWakeUp } from '../wake-up.ts';
import type { History } from './history.ts';
import { sendHistory } from './send-history.ts';

const longestPause = 30_000;

export interface BackfillOptions {
  readonly store: Pick<Store, 'backfills' | 'facts' | 'log' | 'releases'>;
  readonly history: History;
  readonly partitionCount: number;
  readonly clock: () => Instant;
  readonly onError: (error: unknown) => void;
  /** Profiles that are read at a time; 20,000 unless a test wants fewer. A page costs ClickHouse some questions, whatever its size. */
  readonly profilesPerPage?: number;
  /** How often releases are looked for, in milliseconds. */
  readonly poll?: number;
  /** How long the jobs of a worker that died are left alone; 15 s unless a test wants less. */
  readonly leaseMilliseconds?: number;
}

/**
 * Brings the history of the people known before a release into their documents. Jobs are durable: whoever stops or dies
 * in the middle leaves the rest to the next start, and nothing is sent twice.
 */
export function startBackfill(options: BackfillOptions): { stop(): Promise<void> } {
  const { store, history, partitionCount, clock, onError, profilesPerPage = 20_000, poll = 500 } = options;
  const { leaseMilliseconds = 15_000 } = options;
  const { backfills } = store;
  const owner = randomUUID();
  const wakeUp = createWakeUp();
  let held: { readonly jobs: readonly BackfillJob[]; readonly at: Instant } | undefined;
  let stopping = false;

  async function hold(jobs: readonly BackfillJob[]): Promise<void> {
    if (stopping) throw new GivenUpError();
    const now = clock();
    if (held?.jobs === jobs && now - held.at < leaseMilliseconds / 6) return;
    for (const job of jobs) {
      if (!(await backfills.save(owner, job, now + leaseMilliseconds))) throw new GivenUpError();
    }
    held = { jobs, at: now };
  }

  async function send(jobs: readonly BackfillJob[], frames: readonly (readonly LogEntry[])[]): Promise<void> {
    if (stopping) throw new GivenUpError();
    const now = clock();
    if (!(await backfills.send(owner, jobs, frames, now + leaseMilliseconds))) throw new GivenUpError();
    held = { jobs, at: now };
  }

  async function work(jobs: readonly BackfillJob[]): Promise<void> {
    const finish = (job: BackfillJob) => backfills.finish(owner, job);
    const parts = { store, history, partitionCount, profilesPerPage, clock, hold, send, finish, pause: wakeUp.sleep };
    try {
      await sendHistory(parts, jobs);
    } catch (error) {
      if (error instanceof GivenUpError) return;
      onError(error);
      const reason = error instanceof Error ? error.message : String(error);
      for (const job of jobs) {
        const pause = Math.min(longestPause, 1_000 * 2 ** job.failures);
        await backfills.fail(owner, job, reason, clock() + pause);
      }
    }
  }

  async function serve(): Promise<void> {
    while (!stopping) {
      try {
        await backfills.enqueue();
        const jobs = await backfills.claim(owner, clock(), leaseMilliseconds);
        if (jobs.length > 0) await work(jobs);
        else await wakeUp.sleep(poll);
      } catch (error) {
        onError(error);
        if (!stopping) await wakeUp.sleep(poll);
      }
    }
    await backfills.release(owner);
  }

  const ended = serve();
  return {
    async stop() {
      stopping = true;
      wakeUp.wake();
      await ended;
    },
  };
}

/** The worker is to stop, or another has its jobs; neither is a failure. */
class GivenUpError extends Error {
  override name = 'GivenUpError';
}
