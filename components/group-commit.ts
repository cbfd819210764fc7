/**
 * Collects what is handed in while a write is under way and writes it with the next one, so that many small writes cost
 * one round trip each and a lone one waits for nobody. Each call settles with the write that it was part of.
 */
export function groupCommit<Item>(
  write: (items: readonly Item[]) => Promise<void>,
  limit: number,
): (item: Item) => Promise<void> {
  interface Waiting {
    readonly item: Item;
    readonly done: PromiseWithResolvers<void>;
  }
  let waiting: Waiting[] = [];
  let writing = false;

  async function drain(): Promise<void> {
    // One turn of the event loop, so that calls made by the same tick share the first write.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limit);
      waiting = waiting.slice(limit);
      try {
        await write(batch.map(({ item }) => item));
        for (const { done } of batch) done.resolve();
      } catch (error) {
        for (const { done } of batch) done.reject(error);
      }
    }
    writing = false;
  }

  return (item) => {
    const done = Promise.withResolvers<void>();
    waiting.push({ item, done });
    if (!writing) {
      writing = true;
      void drain();
    }
    return done.promise;
  };
}
