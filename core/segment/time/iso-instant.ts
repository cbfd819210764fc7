import type { Instant } from '#contracts/identifiers.ts';
import type { Json } from '#contracts/json.ts';

/**
 * A date, or a date with a time; a zone left out means UTC. The syntax is understood alike by JavaScript and RE2, so that
 * the bulk evaluator reads the same values; the years are those that ClickHouse can hold in every zone.
 */
export const isoInstantPattern =
  '^(19(?:0[1-9]|[1-9][0-9])|2[01][0-9]{2}|22(?:[0-8][0-9]|9[0-8]))-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])' +
  '(?:[T ]([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:\\.([0-9]{1,9}))?)?' +
  '(?:Z|([+-])(0[0-9]|1[0-4]):?([0-5][0-9]))?)?$';
const pattern = new RegExp(isoInstantPattern);

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
  const month = part(2) - 1;
  const midnight = Date.UTC(part(1), month, part(3));
  // Date.UTC takes the 31st of April for the 1st of May; such a date stands for nothing.
  if (new Date(midnight).getUTCMonth() !== month) return undefined;
  const milliseconds = Number((groups[7] ?? '').padEnd(3, '0').slice(0, 3));
  const local = midnight + ((part(4) * 60 + part(5)) * 60 + part(6)) * 1000 + milliseconds;
  const offsetMinutes = part(9) * 60 + part(10);
  return local - (groups[8] === '-' ? -1 : 1) * offsetMinutes * 60_000;
}
