import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { JourneyLayout } from './layout.ts';
import { readLayout } from './read-layout.ts';

type Elk = InstanceType<typeof ELK>;

let elk: Promise<Elk> | undefined;

/**
 * Arranges a `layoutGraph` in a worker of its own, so that nothing on the screen waits. The worker is 1.6 MB (0.4 MB on the wire).
 * Rejects where it cannot be fetched; the next call fetches it again.
 */
export async function arrangeByElk(graph: ElkNode): Promise<JourneyLayout> {
  const opened = await prepare();
  return readLayout(await opened.layout(graph));
}

function prepare(): Promise<Elk> {
  elk ??= open();
  elk.catch(() => {
    elk = undefined;
  });
  return elk;
}

/** ELK waits for a worker's answer without end, also where its script could not be loaded: that is asked first. */
function open(): Promise<Elk> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerUrl);
    worker.onerror = ({ message }) => reject(new Error(message || 'The worker for the layout could not be loaded'));
    const opened = new ELK({ workerFactory: () => worker });
    opened.knownLayoutAlgorithms().then(() => resolve(opened), reject);
  });
}

// Begun with the code of the canvas, so that it comes while the journey itself is still being read; who arranges hears of a failure.
void prepare();
