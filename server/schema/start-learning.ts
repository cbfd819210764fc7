import { setTimeout as sleep } from 'node:timers/promises';
import { type LearnParts, learn } from './learn/learn.ts';

/** How often it is looked for new facts. What is learned need not be of this second. */
const pause = 10_000;

/** A history that is just being imported comes in many rounds, and each writes what it learned. */
const pauseAfterFailure = 60_000;

/** Learns for as long as it runs; a failure is told and tried again. */
export function startLearning(parts: LearnParts, onError: (error: unknown) => void): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const ended = serve();

  async function serve(): Promise<void> {
    while (!stopping.signal.aborted) {
      let wait = pause;
      try {
        await learn(parts);
      } catch (error) {
        onError(error);
        wait = pauseAfterFailure;
      }
      await sleep(wait, undefined, { signal: stopping.signal, ref: false }).catch((error: unknown) => {
        if (!stopping.signal.aborted) throw error;
      });
    }
  }

  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
