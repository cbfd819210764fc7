import type { Instant } from '#contracts/identifiers.ts';

/** The day `YYYY-MM-DD` at `now` in the first zone that is one; zones of people come from senders. */
export function localDate(now: Instant, zones: readonly (string | undefined)[]): string {
  for (const timeZone of zones) {
    if (timeZone === undefined) continue;
    try {
      return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return new Date(now).toISOString().slice(0, 10);
}
