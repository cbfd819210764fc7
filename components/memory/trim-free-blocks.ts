import { watchForRest } from './at-rest.ts';
import { openFunction } from './c-library.ts';

/**
 * Has the C library give back what it holds free when the whole process comes to rest. glibc itself gives back only what lies
 * at the end of a heap, and after the demo load 86 of its 116 MB were free ones in between. The first time takes some 20 ms,
 * each further one 1 ms.
 */
export async function trimFreeBlocksAtRest(): Promise<void> {
  const trim = await openTrim();
  if (trim) watchForRest(process.cpuUsage, () => trim(0));
}

/** malloc_trim(3): https://man7.org/linux/man-pages/man3/malloc_trim.3.html. Undefined with another C library than glibc. */
export function openTrim(): Promise<((bytesKeptAtTheEnd: number) => number) | undefined> {
  return openFunction('int malloc_trim(size_t pad)');
}
