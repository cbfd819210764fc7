import type { ImportProgress as RecordedProgress } from '#contracts/api/import.ts';
import type { ImportProgress } from './send-items.ts';

/** Figures of the server's record; the speed is measured from now on, where `from` was settled. */
export function figuresSince({ settled: before }: ImportProgress) {
  const startedAt = performance.now();
  return (
    { settled, line, taken, duplicates, refused, unread = [] }: ImportProgress,
    rejected: RecordedProgress['rejected'],
  ): RecordedProgress => ({
    ...{ settled, line, taken, duplicates },
    rejected: refused.length === 0 ? rejected : { ...rejected, refused_by_server: refused.length },
    ...(unread.length > 0 && { unread: [...unread] }),
    perSecond: settled === before ? 0 : Math.round((settled - before) / ((performance.now() - startedAt) / 1_000)),
  });
}
