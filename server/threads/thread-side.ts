import { parentPort } from 'node:worker_threads';
import { collectHeapAtRest } from '#components/memory/collect-heap.ts';
import type { ThreadOrder, ThreadReport } from './message.ts';

const reportEvery = 200;

/** The worker thread's end of the line to the main thread. */
export function report(message: ThreadReport): void {
  parentPort?.postMessage(message);
}

export function reportError(text: string, error: unknown): void {
  report({ type: 'error', text, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}

export interface ThreadPart {
  onOrder?(order: ThreadOrder): void;
  /** Called a few times a second, to send what was gathered. */
  flush(): void;
  stop(): Promise<void>;
}

/** Runs a part until the main thread says stop; then lets it finish and ends the thread. */
export async function runThread(start: () => Promise<ThreadPart>): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('This file runs as a worker thread of server/main.ts.');
  try {
    const part = await start();
    collectHeapAtRest();
    const timer = setInterval(() => part.flush(), reportEvery);
    port.on('message', (order: ThreadOrder) => {
      if (order.type !== 'stop') return part.onOrder?.(order);
      clearInterval(timer);
      void part.stop().then(
        () => {
          part.flush();
          port.close();
        },
        (error: unknown) => fail(error),
      );
    });
    report({ type: 'started' });
  } catch (error) {
    fail(error);
  }
}

/** A thread that cannot go on says why and ends; the main thread starts it anew. */
export function fail(error: unknown): void {
  report({ type: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  parentPort?.close();
  process.exitCode = 1;
  // Connections of the part would keep the thread alive.
  setImmediate(() => process.exit(1));
}
