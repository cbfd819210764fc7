/** Lets one loop sleep until it is woken or the time is over. A call that comes while it works is not lost. */
export interface WakeUp {
  wake(): void;
  sleep(milliseconds: number): Promise<void>;
}

export function createWakeUp(): WakeUp {
  let called = false;
  let resume: (() => void) | undefined;
  return {
    wake() {
      called = true;
      resume?.();
    },
    async sleep(milliseconds) {
      if (!called && milliseconds > 0) {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          resume = resolve;
          timer = setTimeout(resolve, milliseconds);
        });
        clearTimeout(timer);
      }
      resume = undefined;
      called = false;
    },
  };
}
