import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again until there is something to see, and returns it; fails after `seconds`. */
export async function eventually<T>(look: () => Promise<T | undefined | false>, seconds = 30): Promise<T> {
  const end = Date.now() + seconds * 1_000;
  while (Date.now() < end) {
    const seen = await look();
    if (seen) return seen;
    await sleep(10);
  }
  return assert.fail(`It did not come to pass within ${seconds} seconds`);
}
