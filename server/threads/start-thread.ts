import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { ThreadOrder, ThreadReport } from './message.ts';

type StandingOrder = Exclude<ThreadOrder, { type: 'stop' }>;

export interface RunningThread {
  /** Holds until the next one, also for a thread that is started anew. */
  send(order: StandingOrder): void;
  /** Lets it finish what it has in hand. */
  stop(): Promise<void>;
}

export interface ThreadOptions {
  readonly file: URL;
  readonly name: string;
  readonly data: object;
  readonly onReport: (report: ThreadReport) => void;
  /** It ended although nobody stopped it, and is started anew. */
  readonly onRestart: (reason: string) => void;
}

/** Starts a worker thread and keeps it running. Rejects when its first start fails. */
export async function startThread(options: ThreadOptions): Promise<RunningThread> {
  let stopping = false;
  let standing: StandingOrder | undefined;
  let current = launch(options);
  await current.started;
  const kept = keep();

  async function keep(): Promise<void> {
    for (let failures = 0; ; ) {
      const startedAt = Date.now();
      const reason = await current.ended;
      if (stopping) return;
      failures = Date.now() - startedAt > 60_000 ? 1 : failures + 1;
      options.onRestart(reason);
      await sleep(Math.min(10_000, 100 * 2 ** failures));
      if (stopping) return;
      current = launch(options);
      // A start that fails ends the thread as well, which is looked at above.
      current.started.catch(() => {});
      // It waits in the thread's port until the thread listens.
      if (standing) current.worker.postMessage(standing);
    }
  }

  return {
    send(order) {
      standing = order;
      current.worker.postMessage(order);
    },
    async stop() {
      stopping = true;
      current.worker.postMessage({ type: 'stop' } satisfies ThreadOrder);
      await current.ended;
      await kept;
    },
  };
}

function launch({ file, name, data, onReport }: ThreadOptions) {
  const worker = new Worker(file, { workerData: data, name });
  const started = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<string>();
  let reason = 'it ended';
  worker.on('message', (report: ThreadReport) => {
    if (report.type === 'started') started.resolve();
    else if (report.type === 'failed') reason = report.reason;
    else onReport(report);
  });
  worker.on('error', (error) => {
    reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  });
  worker.on('exit', () => {
    started.reject(new Error(`The thread "${name}" did not start: ${reason}`));
    ended.resolve(reason);
  });
  return { worker, started: started.promise, ended: ended.promise };
}
