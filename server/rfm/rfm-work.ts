import { newestBoundaries } from './boundaries-store.ts';
import { type RfmParts, refreshRfm, rfmRefreshDays } from './refresh-rfm.ts';

const day = 86_400_000;

/** Boundaries are computed again when they are a week old. */
export function rfmWork(parts: RfmParts) {
  return {
    async isDue(now: number) {
      const newest = await newestBoundaries(parts.sql, parts.workspace);
      return newest === undefined || Date.parse(newest.computedAt) + rfmRefreshDays * day <= now;
    },
    run: () => refreshRfm(parts),
  };
}
