import type { importTimeFormats } from '#contracts/import.ts';
import { ImportMistake } from './import-mistake.ts';
import { openZone, type ZoneTime } from './zone-time.ts';

/** Reads a time as it stands in a file, as milliseconds since 1970; undefined when it is none. */
export type ParseInstant = (text: string) => number | undefined;

export type TimeFormat = (typeof importTimeFormats)[number];

const week = 7 * 86_400_000;

/** Beyond it a Date cannot be written. */
const furthest = 8.64e15;

/**
 * Accepts ISO 8601 with an offset, dates and times without one (taken as local time in `timeZone`), and Unix seconds or
 * milliseconds. `shiftWeeks` moves every time by whole calendar weeks in that zone, so that weekday and time of day stay.
 */
export function instantParser(timeZone: string, shiftWeeks = 0, format: TimeFormat = 'auto'): ParseInstant {
  if (!isTimeZone(timeZone))
    throw new ImportMistake(`"${timeZone}" is no time zone. Write one like Europe/London or UTC.`);
  const zone = openZone(timeZone);
  // The lines of an order carry the same time.
  let last: { readonly text: string; readonly instant: number | undefined } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, instant: shifted(readTime(text, format, zone), shiftWeeks, zone) };
    return last.instant;
  };
}

function shifted(instant: number | undefined, weeks: number, zone: ZoneTime): number | undefined {
  if (instant === undefined || weeks === 0) return instant;
  return zone.toInstant(zone.toLocal(instant) + weeks * week);
}

/** As `isoText` writes it, on a day that every month has: the most frequent form, read in a tenth of the time of the others. */
const asPrograms = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

const timeOfDay =
  /(?:[T\s]\s*|(?<=日)\s*)(?:(?<noon>上午|下午)\s*)?(?<hour>\d{1,2})(?:[:时時点點](?<minute>\d{1,2}))?(?:[:分](?:(?<second>\d{1,2})(?:[.,](?<fraction>\d{1,9}))?)?秒?)?(?:\s*(?<half>[AaPp])\.?[Mm]\.?)?(?<offset>\s?[Zz]|\s?[+-]\d{2}(?::?\d{2})?)?/
    .source;
const yearFirst = new RegExp(
  `^(?<year>\\d{4})(?<separator>[-/.年])(?<month>\\d{1,2})[-/.月](?<day>\\d{1,2})日?(?:${timeOfDay})?$`,
);
const yearLast = new RegExp(`^(?<first>\\d{1,2})[-/.](?<other>\\d{1,2})[-/.](?<year>\\d{4})(?:,?${timeOfDay})?$`);

function readTime(text: string, format: TimeFormat, zone: ZoneTime): number | undefined {
  if (asPrograms.test(text)) return Date.parse(text);
  if (/^\d{10}$/.test(text)) return Number(text) * 1_000;
  if (/^\d{13}$/.test(text)) return Number(text);
  if (/^\d{8}$/.test(text)) return readTime(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`, format, zone);
  const found = yearFirst.exec(text)?.groups;
  if (found) return fromParts(found, Number(found['month']), Number(found['day']), zone);
  if (format === 'auto') return undefined;
  const turned = yearLast.exec(text)?.groups;
  if (!turned) return undefined;
  const [first, other] = [Number(turned['first']), Number(turned['other'])];
  return format === 'day_first' ? fromParts(turned, other, first, zone) : fromParts(turned, first, other, zone);
}

type Parts = { readonly [name: string]: string | undefined };

function fromParts(parts: Parts, month: number, date: number, zone: ZoneTime): number | undefined {
  const year = Number(parts['year']);
  const hour = hourOf(parts);
  const minute = Number(parts['minute'] ?? 0);
  const second = Number(parts['second'] ?? 0);
  if (hour === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  // An hour alone is a time only with what says so: 下午3, 3 pm.
  if (parts['hour'] && !parts['minute'] && !parts['half'] && !parts['noon']) return undefined;
  const calendar = new Date(0);
  // Date.UTC takes the year 1 for 1901, and programs write 0001-01-01 where they know no time.
  const midnight = calendar.setUTCFullYear(year, month - 1, date);
  if (month < 1 || calendar.getUTCMonth() !== month - 1 || calendar.getUTCDate() !== date) return undefined;
  const milliseconds = Math.floor(Number(`0.${parts['fraction'] ?? 0}`) * 1_000);
  const local = midnight + ((hour * 60 + minute) * 60 + second) * 1_000 + milliseconds;
  const offset = parts['offset']?.trim();
  if (offset === undefined) return zone.toInstant(local);
  const instant = local - offsetMilliseconds(offset);
  return Math.abs(instant) <= furthest ? instant : undefined;
}

function hourOf({ hour = '0', half, noon }: Parts): number | undefined {
  const number = Number(hour);
  if (half === undefined && noon === undefined) return number;
  if (number > 12) return noon === undefined ? undefined : number;
  const afternoon = noon === '下午' || half?.toLowerCase() === 'p';
  return (number % 12) + (afternoon ? 12 : 0);
}

function offsetMilliseconds(text: string): number {
  if (/^z$/i.test(text)) return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(3).replace(':', '') || 0);
  return (text.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** ISO 8601 with milliseconds, in UTC. */
export function isoText(instant: number): string {
  return new Date(instant).toISOString();
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
export function looseValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = parseNumber(text);
  return number !== undefined && String(number) === text && Number.isSafeInteger(Math.trunc(number)) ? number : text;
}
