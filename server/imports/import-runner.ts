import type { Logger } from 'pino';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import { forgetContents, nextImport } from './import-rows.ts';
import { type JobParts, runJob } from './run-job.ts';
import { runUndoJob, type UndoJobParts } from './undo-job.ts';

const lookEvery = 1_000;
const afterFailure = 30_000;
const tidyEvery = 3_600_000;
const contentDays = 7;

export interface RunnerParts extends JobParts, UndoJobParts {
  readonly settings: () => Promise<WorkspaceSettings>;
  readonly log: Logger;
}

export interface ImportRunner {
  /** Something may be waiting. */
  wake(): void;
  /** Resolves when nothing is under way any more; what was goes on at the next start. */
  stop(): Promise<void>;
}

/** Works imports and dry runs off, one at a time, in the order in which they were asked for; after a start what was open. */
export function startImportRunner(parts: RunnerParts): ImportRunner {
  const stopping = new AbortController();
  let wake = Promise.withResolvers<void>();
  let tidiedAt = Number.NEGATIVE_INFINITY;

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      let pause = lookEvery;
      try {
        const row = await nextImport(parts);
        if (row !== undefined) {
          if (row.status === 'undoing') await runUndoJob(row, parts, stopping.signal);
          else await runJob(row, parts, await parts.settings(), stopping.signal);
          continue;
        }
        await tidy();
      } catch (error) {
        parts.log.error({ err: error }, 'imports stand still; they are tried again');
        pause = afterFailure;
      }
      const timer = setTimeout(() => wake.resolve(), pause);
      await wake.promise;
      clearTimeout(timer);
      wake = Promise.withResolvers();
    }
  }

  async function tidy(): Promise<void> {
    if (performance.now() - tidiedAt < tidyEvery) return;
    tidiedAt = performance.now();
    for (const id of await forgetContents(parts, new Date(Date.now() - contentDays * 86_400_000))) {
      await parts.files.remove(id);
    }
  }

  const running = loop();
  return {
    wake: () => wake.resolve(),
    async stop() {
      stopping.abort();
      wake.resolve();
      await running;
    },
  };
}
