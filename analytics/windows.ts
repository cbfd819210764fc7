import type { Instant } from '#contracts/identifiers.ts';

const day = 86_400_000;

/** A span of time, `from` included and `until` not. */
export interface Window {
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * Spans before `until`, the newest first; the last one begins with everything. Lists of the newest look into one after
 * the other until a page is full, because what they ask of each fact costs as much as there are facts in the span.
 */
export function windowsBefore(until: Instant, now: Instant): readonly Window[] {
  const newest = Math.min(until, now);
  const bounds = [newest - day, newest - 8 * day, newest - 64 * day, 0].map((bound) => Math.max(0, bound));
  return bounds.map((from, index) => ({ from, until: index === 0 ? until : (bounds[index - 1] ?? until) }));
}
