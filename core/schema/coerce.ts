import type { Json } from '#contracts/json.ts';
import type { FieldType } from '#contracts/schema/schema.ts';
import { toInstant } from '../segment/time/iso-instant.ts';
import { isCountry, isCurrency, isDay, isEmail, isUrl } from './value-type.ts';

/** What depends on more than the value: numbers without a country code are read in the workspace's country. */
export interface Formats {
  /** E.164, or undefined for what is no number. */
  readonly phone: (text: string) => string | undefined;
}

/**
 * The value as one of the type, or undefined where that would lose or invent something: "12" is the number 12, but "007"
 * and "12 €" are none. A value of the type already comes back as it is.
 */
export function coerce(value: Json, type: FieldType, formats: Formats): Json | undefined {
  if (value === null) return undefined;
  switch (type) {
    case 'string':
      return typeof value === 'object' ? undefined : String(value);
    case 'number':
      return toNumber(value);
    case 'integer': {
      const number = toNumber(value);
      return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
    }
    case 'boolean':
      return toBoolean(value);
    case 'date':
      return toDay(value);
    case 'date_time':
      return toDateTime(value);
    case 'email':
      return mapText(value, (text) => (isEmail(text) ? text.toLowerCase() : undefined));
    case 'phone':
      if (typeof value === 'number') return formats.phone(String(value));
      return mapText(value, formats.phone);
    case 'url':
      return mapText(value, (text) => (isUrl(text) ? text : undefined));
    case 'country':
      return mapText(value, (text) => code(text, isCountry));
    case 'currency':
      return mapText(value, (text) => code(text, isCurrency));
    case 'list':
      return Array.isArray(value) ? value : undefined;
    case 'object':
      return typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  }
}

const decimal = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

function toNumber(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  // Beyond 15 digits a number is not the text's any more.
  return decimal.test(text) && text.length <= 16 ? Number(text) : undefined;
}

function toBoolean(value: Json): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'object') return undefined;
  const text = String(value).trim().toLowerCase();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

const looseDay = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const midnight = /^(\d{4}-\d{2}-\d{2})T00:00(?::00(?:\.0+)?)?Z?$/;

function toDay(value: Json): string | undefined {
  return mapText(value, (text) => {
    if (isDay(text)) return text;
    const [, year = '', month = '', date = ''] = looseDay.exec(text) ?? [];
    const written = midnight.exec(text)?.[1] ?? `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    return isDay(written) ? written : undefined;
  });
}

/** Since 1973 in milliseconds, up to the year 2200: a smaller number may count anything. */
const sureMilliseconds = { least: 1e11, greatest: 7_258_118_400_000 };

function toDateTime(value: Json): string | undefined {
  if (typeof value === 'number') {
    const sure = Number.isInteger(value) && value >= sureMilliseconds.least && value < sureMilliseconds.greatest;
    return sure ? new Date(value).toISOString() : undefined;
  }
  return mapText(value, (text) => (toInstant(text) === undefined ? undefined : text));
}

function code(text: string, isKnown: (code: string) => boolean): string | undefined {
  const upper = text.toUpperCase();
  return isKnown(upper) ? upper : undefined;
}

function mapText(value: Json, read: (text: string) => string | undefined): string | undefined {
  return typeof value === 'string' ? read(value.trim()) : undefined;
}
