/** Parts that start in order and stop in reverse. When one fails to start, those before it are stopped again. */
export interface Lifecycle {
  /** Runs `start` and remembers how to stop what it made. */
  add<T>(name: string, start: () => T | Promise<T>, stop?: (part: T) => void | Promise<void>): Promise<T>;
  /** Stops everything, newest first; a part that fails to stop does not keep the others from it. */
  stop(): Promise<void>;
}

export function createLifecycle(onStopError: (part: string, error: unknown) => void): Lifecycle {
  const stops: { readonly name: string; readonly stop: () => void | Promise<void> }[] = [];
  let stopped: Promise<void> | undefined;

  async function stopAll(): Promise<void> {
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
      try {
        const part = await start();
        if (stopPart) stops.push({ name, stop: () => stopPart(part) });
        return part;
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
  };
}
