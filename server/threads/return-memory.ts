import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How often a thread looks at itself. */
const lookEvery = 10_000;

/** Shares of the time that its event loop was at work. */
const busy = 0.25;
const quiet = 0.15;

/**
 * Collects garbage once when a thread comes to rest after work. V8 lets the heap grow while there is work and leaves it so for
 * as long as a little goes on: a shop of a few events a second would hold the memory of its last import for hours. The pause
 * is some 50 ms, and falls where nothing waits.
 */
export function returnMemoryAtRest(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let wasBusy = true;
  let before = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    if (utilization > busy) wasBusy = true;
    else if (wasBusy && utilization < quiet) {
      wasBusy = false;
      collect();
      before = performance.eventLoopUtilization();
    }
  }, lookEvery);
  timer.unref();
}
