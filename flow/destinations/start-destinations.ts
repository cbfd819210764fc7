import { setTimeout as sleep } from 'node:timers/promises';
import { type ServedDestination, type ServeParts, serveDestination } from './serve-destination.ts';

const keptDays = 30;
const tidyEvery = 3_600_000;
const afterFailure = 5_000;

export interface DestinationsOptions extends ServeParts {
  readonly onError: (error: unknown) => void;
  /** How often it is looked for new facts, in milliseconds. */
  readonly poll?: number;
}

/**
 * Sends facts to where they are wanted, each at least once. Where it stands is kept in the database: a batch is written
 * down before it is sent and settled after, so whoever is killed in between sends it again under the same id. Each
 * destination goes at its own speed; nothing else waits for any.
 */
export function startDestinations(options: DestinationsOptions): { stop(): Promise<void> } {
  const { store, clock, onError, poll = 1_000 } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const served = new Map<string, { readonly revision: number; readonly end: AbortController; done: Promise<void> }>();
  let tidiedAt = 0;

  async function serve(destination: ServedDestination, end: AbortSignal): Promise<void> {
    while (!end.aborted) {
      try {
        if (!(await destination.round(end))) await pause(poll, end);
      } catch (error) {
        if (end.aborted) break;
        onError(error);
        await pause(afterFailure, end);
      }
    }
    destination.close();
  }

  async function follow(): Promise<void> {
    const active = await store.active();
    const wanted = new Map(active.map((one) => [one.id, one]));
    for (const [id, running] of served) {
      if (wanted.get(id)?.revision === running.revision) continue;
      running.end.abort();
      await running.done;
      served.delete(id);
    }
    for (const [id, destination] of wanted) {
      if (served.has(id)) continue;
      const end = new AbortController();
      const done = serve(serveDestination(destination, options), end.signal);
      served.set(id, { revision: destination.revision, end, done });
    }
    if (clock() - tidiedAt < tidyEvery) return;
    tidiedAt = clock();
    await store.dropBefore(clock() - keptDays * 86_400_000, 50_000);
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await follow();
        await pause(poll, signal);
      } catch (error) {
        onError(error);
        await pause(afterFailure, signal);
      }
    }
    for (const { end } of served.values()) end.abort();
    await Promise.all([...served.values()].map(({ done }) => done));
  }

  const ended = run();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await sleep(milliseconds, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
