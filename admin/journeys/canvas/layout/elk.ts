import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { JourneyLayout } from './layout.ts';
import { readLayout } from './read-layout.ts';

type Elk = InstanceType<typeof ELK>;

let elk: Promise<Elk> | undefined;

/**
 * Arranges a `layoutGraph` in a worker of its own, so that nothing on the screen waits. The worker is 1.6 MB (0.4 MB on the wire) and
 * is fetched when a canvas first needs it. Rejects where it cannot be fetched; the next call fetches it again.
 */
export async function arrangeByElk(graph: ElkNode): Promise<JourneyLayout> {
  elk ??= open();
  const opened = await elk.catch((error: unknown) => {
    elk = undefined;
    throw error;
  });
  return readLayout(await opened.layout(graph));
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
