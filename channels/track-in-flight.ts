/** Knows what is under way, so that closing can wait for it. */
export function trackInFlight(): {
  track<T>(work: () => Promise<T>): Promise<T>;
  settled(): Promise<void>;
} {
  const open = new Set<Promise<unknown>>();
  return {
    track(work) {
      const promise = work();
      open.add(promise);
      const forget = () => open.delete(promise);
      promise.then(forget, forget);
      return promise;
    },
    async settled() {
      await Promise.allSettled([...open]);
    },
  };
}
