import { Worker } from 'node:worker_threads';
import type { FittedPersonas } from '#analytics/personas/fit.ts';

type Report =
  | { readonly type: 'progress'; readonly share: number }
  | { readonly type: 'fitted'; readonly fitted: FittedPersonas };

/** The same sample gives the same personas. */
const seed = 4_100;

/** Megabytes; a sample takes a tenth of it. */
const memory = 256;

/** Seconds of one core, which the server's own thread cannot spare. Rejects when the thread fails or is aborted. */
export function fitInThread(
  vectors: readonly (readonly number[])[],
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<FittedPersonas> {
  const worker = new Worker(new URL('./fit-thread.ts', import.meta.url), {
    name: 'personas',
    workerData: { vectors, seed },
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  const abort = () => void worker.terminate();
  signal.addEventListener('abort', abort, { once: true });
  return new Promise<FittedPersonas>((resolve, reject) => {
    worker.on('message', (report: Report) => {
      if (report.type === 'fitted') resolve(report.fitted);
      else onProgress(report.share);
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('The thread that tells customers apart ended early')));
  }).finally(() => signal.removeEventListener('abort', abort));
}
