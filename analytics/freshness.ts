import type { Store } from '#components/store/port/index.ts';
import type { Instant } from '#contracts/identifiers.ts';

/** Age of the oldest committed fact that the reports do not know yet; 0 when they know all. */
export async function factsBehindMilliseconds({ facts }: Pick<Store, 'facts'>, now: Instant): Promise<number> {
  const progress = await facts.progress();
  return progress.reduce(
    (oldest, { waitingSince }) => Math.max(oldest, waitingSince === null ? 0 : now - waitingSince),
    0,
  );
}
