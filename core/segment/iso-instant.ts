import type { Instant } from '#contracts/identifiers.ts';
import type { Json } from '#contracts/json.ts';

/** A date, or a date with a time; a zone left out means UTC. Years 1900 to 2299, which is what ClickHouse can hold too. */
const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):?(\d{2}))?)?$/;

/** Below this a number counts seconds, from it on milliseconds: as seconds it is the year 5138, as milliseconds 1973. */
export const firstMillisecond = 1e11;

/** The instant that a value stands for: ISO 8601 text, or a number since 1970. Undefined where it stands for none. */
export function toInstant(value: Json): Instant | undefined {
  if (typeof value === 'number') return Math.abs(value) < firstMillisecond ? value * 1000 : value;
  return typeof value === 'string' ? parseIsoInstant(value) : undefined;
}

function parseIsoInstant(text: string): Instant | undefined {
  const groups = pattern.exec(text);
  if (groups === null) return undefined;
  const part = (index: number): number => Number(groups[index] ?? 0);
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
  if (year < 1900 || year > 2299 || hour > 23 || minute > 59 || second > 59) return undefined;
  const offsetMinutes = part(9) * 60 + part(10);
  if (offsetMinutes > 14 * 60 || part(10) > 59) return undefined;
  const midnight = Date.UTC(year, month - 1, day);
  // Date.UTC lets the 31st of April be the 1st of May; such a date stands for nothing.
  if (new Date(midnight).getUTCMonth() !== month - 1 || day === 0 || month === 0) return undefined;
  const milliseconds = Number((groups[7] ?? '').padEnd(3, '0').slice(0, 3));
  const local = midnight + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
  return local - (groups[8] === '-' ? -1 : 1) * offsetMinutes * 60_000;
}
