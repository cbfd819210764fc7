import { Temporal } from 'temporal-polyfill';
import type { JsonObject } from '#contracts/json.ts';
import { UsageError } from '../usage-error.ts';

/** Reads a time as it stands in a file; undefined when it is none. */
export type ParseInstant = (text: string) => Temporal.Instant | undefined;

/**
 * Accepts ISO 8601 with an offset, ISO dates and times without one (taken as local time in `timeZone`), and Unix seconds
 * or milliseconds. `shiftWeeks` moves every time by whole calendar weeks in that zone, so that weekday and time of day stay.
 */
export function instantParser(timeZone: string, shiftWeeks = 0): ParseInstant {
  if (!isTimeZone(timeZone))
    throw new UsageError(`"${timeZone}" is no time zone. Write one like Europe/London or UTC.`);
  // The lines of an order carry the same time, and reading one with its zone takes some 40 µs.
  let last: { readonly text: string; readonly instant: Temporal.Instant | undefined } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, instant: readInstant(text, timeZone, shiftWeeks) };
    return last.instant;
  };
}

function readInstant(text: string, timeZone: string, shiftWeeks: number): Temporal.Instant | undefined {
  try {
    return parseZoned(text, timeZone).add({ weeks: shiftWeeks }).toInstant();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function parseZoned(text: string, timeZone: string): Temporal.ZonedDateTime {
  if (/^\d{10}$/.test(text)) return ofMilliseconds(Number(text) * 1000, timeZone);
  if (/^\d{13}$/.test(text)) return ofMilliseconds(Number(text), timeZone);
  if (/(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) && text.length > 10) {
    return Temporal.Instant.from(text).toZonedDateTimeISO(timeZone);
  }
  return Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(timeZone);
}

function ofMilliseconds(milliseconds: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(timeZone);
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A plain decimal number; undefined for everything else, also for an empty text. */
export function parseNumber(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : undefined;
}

/**
 * A cell as a trait or property. What is written exactly as JavaScript writes a number or a boolean becomes one; `007`,
 * `+44 ...` and `1e3` stay text, because as codes or phone numbers they would lose something.
 */
function looseValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = parseNumber(text);
  return number !== undefined && String(number) === text && Number.isSafeInteger(Math.trunc(number)) ? number : text;
}

/** Object of the cells that are not empty; a name may be a path with dots. */
export function nestedObject(cells: readonly (readonly [name: string, text: string])[]): JsonObject {
  const root: Record<string, unknown> = {};
  for (const [name, text] of cells) {
    const path = name.split('.');
    // A column of this name would otherwise reach the prototype of every object.
    if (text === '' || path.includes('__proto__')) continue;
    const last = path.pop() ?? name;
    let place = root;
    for (const part of path) place = innerObject(place, part);
    place[last] = looseValue(text);
  }
  return root as JsonObject;
}

function innerObject(place: Record<string, unknown>, name: string): Record<string, unknown> {
  const held = place[name];
  if (typeof held === 'object' && held !== null) return held as Record<string, unknown>;
  const made: Record<string, unknown> = {};
  place[name] = made;
  return made;
}
