import { setTimeout as sleep } from 'node:timers/promises';

/** A start that takes longer (a database that recovers) is not waited for when everything is to stop. */
const startMilliseconds = 10_000;

/** Parts that start in order and stop in reverse. When one fails to start, those before it are stopped again. */
export interface Lifecycle {
  /** Runs `start` and remembers how to stop what it made. Rejects once everything is being stopped. */
  add<T>(name: string, start: () => T | Promise<T>, stop?: (part: T) => void | Promise<void>): Promise<T>;
  /**
   * Stops everything, newest first, also what is starting at this moment; a part that fails to stop does not keep the
   * others from it.
   */
  stop(): Promise<void>;
}

export function createLifecycle(onStopError: (part: string, error: unknown) => void): Lifecycle {
  const stops: { readonly name: string; readonly stop: () => void | Promise<void> }[] = [];
  let starting: Promise<unknown> = Promise.resolve();
  let stopped: Promise<void> | undefined;

  async function stopAll(): Promise<void> {
    const waiting = new AbortController();
    await Promise.race([starting, sleep(startMilliseconds, undefined, { signal: waiting.signal })]);
    waiting.abort();
    for (let part = stops.pop(); part; part = stops.pop()) {
      try {
        await part.stop();
      } catch (error) {
        onStopError(part.name, error);
      }
    }
  }

  const stop = () => {
    stopped ??= stopAll();
    return stopped;
  };

  return {
    async add(name, start, stopPart) {
      if (stopped !== undefined) throw new Error(`${name} is not started: everything is stopping`);
      const part = (async () => {
        const made = await start();
        if (stopPart) stops.push({ name, stop: () => stopPart(made) });
        return made;
      })();
      starting = part.catch(() => {});
      try {
        return await part;
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
  };
}
