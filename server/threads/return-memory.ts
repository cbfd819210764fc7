import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How often a thread looks at itself. */
const lookEvery = 10_000;

/** It comes to rest when it used less of one core than this; time at work would not tell where other programs work too. */
const quiet = 0.15;

/** Of heap since the last time: less is not worth a pause. */
const worthwhileBytes = 6 * 1024 * 1024;

/** The fewest looks between two times, so that a thread that is never quite at rest does not collect all the time. */
const looksBetween = 3;

type Collect = (how: { readonly type: 'major'; readonly flavor: 'last-resort' }) => void;

/**
 * Collects garbage when a thread comes to rest after work. V8 lets the heap grow while there is work and leaves it so for as
 * long as a little goes on: a shop of a few events a second would hold the memory of its last import for hours. As the last
 * resort, because else pages of the young generation stay in a pool: 100 MB after the demo load. The pause is some 100 ms,
 * and falls where nothing waits.
 */
export function returnMemoryAtRest(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  let left = 0;
  let looks = looksBetween;
  let before = process.threadCpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage(before);
    before = process.threadCpuUsage();
    looks++;
    if ((user + system) / 1_000 > lookEvery * quiet || looks < looksBetween) return;
    if (getHeapStatistics().total_physical_size < left + worthwhileBytes) return;
    collect({ type: 'major', flavor: 'last-resort' });
    left = getHeapStatistics().total_physical_size;
    looks = 0;
    before = process.threadCpuUsage();
  }, lookEvery);
  timer.unref();
}
