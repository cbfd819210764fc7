import { draw } from './draw.ts';

const day = 86_400_000;
const hour = 3_600_000;

/** ISO 8601: so many days before `now`, at an hour at which people are awake in London, and never in the future. */
export function daysBefore(now: number, days: number, ...words: readonly string[]): string {
  const morning = Math.floor((now - days * day) / day) * day;
  const at = morning + (8 + draw(...words, 'hour') * 13) * hour;
  return new Date(Math.min(at, now - hour)).toISOString();
}

/** ISO 8601: so many minutes after another moment. */
export function minutesAfter(timestamp: string, minutes: number): string {
  return new Date(Date.parse(timestamp) + Math.round(minutes * 60_000)).toISOString();
}

/** `MM-DD`, evenly over the year. */
export function dayOfYear(...words: readonly string[]): string {
  return new Date(Date.UTC(2001, 0, 1) + Math.floor(draw(...words, 'day of year') * 365) * day)
    .toISOString()
    .slice(5, 10);
}
