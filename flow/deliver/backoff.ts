const firstMilliseconds = 1_000;
const longestMilliseconds = 15 * 60_000;

/**
 * Exponential backoff with full jitter: a random time up to twice as long with every failure, so that the retries of a
 * short outage do not come back together. `failures` is 1 after the first. Source: Brooker, "Exponential Backoff And
 * Jitter", AWS Architecture Blog, 2015.
 */
export function backoffMilliseconds(failures: number, random: () => number): number {
  const ceiling = Math.min(longestMilliseconds, firstMilliseconds * 2 ** Math.min(failures, 20));
  return Math.ceil(random() * ceiling);
}
