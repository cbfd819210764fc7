import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { watchForRest } from './at-rest.ts';

/** Of heap since the last time: less is not worth a pause. */
const worthwhileBytes = 6 * 1024 * 1024;

/** Milliseconds between two times, so that a thread that is never quite at rest does not collect all the time. */
const shortestBreak = 25_000;

type Collect = (how: { readonly type: 'major'; readonly flavor: 'last-resort' }) => void;

/**
 * Collects garbage when a thread comes to rest after work. V8 lets the heap grow while there is work and leaves it so for as
 * long as a little goes on: a shop of a few events a second would hold the memory of its last import for hours. As the last
 * resort, because else pages of the young generation stay in a pool: 100 MB after the demo load. The pause is some 100 ms,
 * and falls where nothing waits.
 */
export function collectHeapAtRest(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  let left = 0;
  let collectedAt = Number.NEGATIVE_INFINITY;
  watchForRest(process.threadCpuUsage, () => {
    if (performance.now() - collectedAt < shortestBreak) return;
    if (getHeapStatistics().total_physical_size < left + worthwhileBytes) return;
    collect({ type: 'major', flavor: 'last-resort' });
    left = getHeapStatistics().total_physical_size;
    collectedAt = performance.now();
  });
}
