/** Work that is done again when it is old enough. */
interface RegularWork {
  /** Whether it is time, in milliseconds since 1970. */
  readonly isDue: (now: number) => Promise<boolean>;
  readonly run: () => Promise<unknown>;
}

/** Not in the first minutes, which belong to whoever waits for the product; and a demo brand is loaded in them. */
const firstAfter = 300_000;
const every = 3_600_000;

/** Looks every hour for what is due. What fails is reported and looked at again. */
export function startRegularWork(
  works: readonly RegularWork[],
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  let timer = setTimeout(look, firstAfter);
  timer.unref();

  function look(): void {
    running = round().finally(() => {
      timer = setTimeout(look, every);
      timer.unref();
    });
  }

  async function round(): Promise<void> {
    for (const work of works) {
      try {
        if (await work.isDue(Date.now())) await work.run();
      } catch (error) {
        onError(error);
      }
    }
  }

  return {
    async stop() {
      clearTimeout(timer);
      await running;
      clearTimeout(timer);
    },
  };
}
