import type { Logger } from 'pino';
import { type RehearseParts, rehearse } from './rehearse.ts';
import { finishRehearsal, nextRehearsal } from './rows.ts';

const lookEvery = 5_000;
const afterFailure = 30_000;

/** Rehearsals, one after the other, beside the live work. */
export interface Rehearsals {
  wake(): void;
  /** What is under way begins anew at the next start. */
  close(): Promise<void>;
}

export function startRehearsals(parts: RehearseParts & { readonly log: Logger }): Rehearsals {
  const { log } = parts;
  const stopping = new AbortController();
  let wake = Promise.withResolvers<void>();

  async function rehearseNext(): Promise<boolean> {
    const row = await nextRehearsal(parts);
    if (row === undefined) return false;
    try {
      const counts = await rehearse(parts, row, stopping.signal);
      if (counts) await finishRehearsal(parts, row.id, { counts });
    } catch (error) {
      if (stopping.signal.aborted) return false;
      log.error({ err: error, journey: row.journey }, 'a journey could not be rehearsed');
      await finishRehearsal(parts, row.id, { error: 'It broke off; the log of the server says why.' });
    }
    return true;
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      let pause = lookEvery;
      try {
        if (await rehearseNext()) continue;
      } catch (error) {
        log.error({ err: error }, 'rehearsals stand still; they are tried again');
        pause = afterFailure;
      }
      const timer = setTimeout(() => wake.resolve(), pause);
      await wake.promise;
      clearTimeout(timer);
      wake = Promise.withResolvers();
    }
  }

  const running = loop();
  return {
    wake: () => wake.resolve(),
    async close() {
      stopping.abort();
      wake.resolve();
      await running;
    },
  };
}
