import type { Instant } from '#contracts/identifiers.ts';

const day = 86_400_000;

/** Spans of time before `until`, `from` included, the newest first; the last one begins with everything. */
export interface Window {
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * A list of the newest is looked for in the last day first: what a filter asks of the receipts of each message costs as
 * much as there are messages in the window.
 */
export function windowsBefore(until: Instant, now: Instant): readonly Window[] {
  const newest = Math.min(until, now);
  const bounds = [newest - day, newest - 8 * day, newest - 64 * day, 0].map((bound) => Math.max(0, bound));
  return bounds.map((from, index) => ({ from, until: index === 0 ? until : (bounds[index - 1] ?? until) }));
}
