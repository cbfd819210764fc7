import type { Json } from '#contracts/json.ts';
import type { FieldType } from '#contracts/schema/schema.ts';
import { toInstant } from '../segment/time/iso-instant.ts';
import { countryCodes } from './country-codes.ts';

const day = /^\d{4}-\d{2}-\d{2}$/;
const email = /^[^\s@"<>(),;:\\[\]]{1,64}@[^\s@"<>(),;:\\[\]]{1,200}\.[^\s@"<>(),;:\\[\].]{2,63}$/;
const internationalPhone = /^\+[1-9][\d\s().-]{6,20}$/;
const url = /^https?:\/\/[^\s/]+/i;
const currencyCodes: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** The narrowest type that one value has; undefined for null, which has none. A text in digits is a text. */
export function typeOfValue(value: Json): FieldType | undefined {
  if (value === null) return undefined;
  if (typeof value === 'string') return typeOfText(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'number';
  if (typeof value === 'boolean') return 'boolean';
  return Array.isArray(value) ? 'list' : 'object';
}

function typeOfText(text: string): FieldType {
  const { length } = text;
  if (length === 2) return countryCodes.has(text) ? 'country' : 'string';
  if (length === 3) return currencyCodes.has(text) ? 'currency' : 'string';
  if (length < 6 || length > 300) return 'string';
  const first = text.charCodeAt(0);
  // Most texts are words: what cannot begin a date, number or address is not looked at further.
  if (first >= 0x30 && first <= 0x39 && toInstant(text) !== undefined) return day.test(text) ? 'date' : 'date_time';
  if (first === 0x2b && internationalPhone.test(text)) return 'phone';
  if ((first === 0x68 || first === 0x48) && url.test(text)) return 'url';
  return text.includes('@') && email.test(text) ? 'email' : 'string';
}

export function isCountry(code: string): boolean {
  return countryCodes.has(code);
}

export function isCurrency(code: string): boolean {
  return currencyCodes.has(code);
}

export function isDay(text: string): boolean {
  return day.test(text) && toInstant(text) !== undefined;
}

export function isEmail(text: string): boolean {
  return text.length <= 254 && email.test(text);
}

export function isUrl(text: string): boolean {
  return text.length <= 2_000 && url.test(text) && URL.canParse(text);
}
