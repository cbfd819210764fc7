import type { Context, Liquid } from 'liquidjs';
import { LRUCache } from 'lru-cache';
import { htmlToText } from './plain-text.ts';

/** Set as a global of every render; templates can read them too. */
export interface RenderLocale {
  readonly locale: string;
  readonly time_zone: string;
}

/** What Liquid binds to a filter. */
interface FilterImpl {
  readonly context: Context;
}

const dateStyles = ['full', 'long', 'medium', 'short'] as const;
type DateStyle = (typeof dateStyles)[number];

/**
 * Filters in the person's language and time zone, beside those of Liquid:
 *
 *     {{ event.total | money: "GBP" }}          £1,299.00
 *     {{ event.quantity | number }}             1,299
 *     {{ event.shipped_at | local_date }}       3 May 2026       (full, long, medium, short)
 *     {{ event.shipped_at | local_time }}       14:05
 *
 * What is no number, no date or no currency is written as it came.
 */
export function registerFilters(engine: Liquid): void {
  engine.registerFilter('money', function (this: FilterImpl, value: unknown, currency: unknown) {
    const amount = toNumber(value);
    const known = typeof currency === 'string' && /^[A-Za-z]{3}$/.test(currency);
    if (amount === undefined) return value;
    return known ? numbers({ locale: localeOf(this), currency: currency.toUpperCase() }).format(amount) : value;
  });
  engine.registerFilter('number', function (this: FilterImpl, value: unknown) {
    const amount = toNumber(value);
    return amount === undefined ? value : numbers({ locale: localeOf(this) }).format(amount);
  });
  engine.registerFilter('local_date', function (this: FilterImpl, value: unknown, style: unknown) {
    const date = toDate(value);
    const dateStyle = dateStyles.find((known) => known === style) ?? 'long';
    return date ? dates({ ...localeAndZone(this), dateStyle }).format(date) : value;
  });
  engine.registerFilter('local_time', function (this: FilterImpl, value: unknown) {
    const date = toDate(value);
    return date ? dates({ ...localeAndZone(this), timeStyle: 'short' }).format(date) : value;
  });
  // Liquid's own uses an expression whose time grows with the square of what a customer may have sent.
  engine.registerFilter('strip_html', (value: unknown) => htmlToText(String(value ?? '')));
}

function localeOf({ context }: FilterImpl): string {
  return String(context.globals.locale ?? 'en');
}

function localeAndZone(filter: FilterImpl): { readonly locale: string; readonly timeZone: string } {
  return { locale: localeOf(filter), timeZone: String(filter.context.globals.time_zone ?? 'UTC') };
}

function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function toDate(value: unknown): Date | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && !(value instanceof Date)) return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

// Making a formatter takes 50 to 100 µs, formatting with it one.
const formatters = new LRUCache<string, { readonly number?: Intl.NumberFormat; readonly date?: Intl.DateTimeFormat }>({
  max: 500,
});

function numbers({ locale, currency }: { locale: string; currency?: string }): Intl.NumberFormat {
  const key = `n ${locale} ${currency ?? ''}`;
  const format =
    formatters.get(key)?.number ??
    new Intl.NumberFormat(locale, currency === undefined ? {} : { style: 'currency', currency });
  formatters.set(key, { number: format });
  return format;
}

function dates({
  locale,
  ...options
}: {
  locale: string;
  timeZone: string;
  dateStyle?: DateStyle;
  timeStyle?: 'short';
}): Intl.DateTimeFormat {
  const key = `d ${locale} ${options.timeZone} ${options.dateStyle ?? ''} ${options.timeStyle ?? ''}`;
  const format = formatters.get(key)?.date ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, { date: format });
  return format;
}
