import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../i18n/languages.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { placeQuery } from './place-query.ts';

export type Format = ReturnType<typeof createFormat>;

/** Numbers, money and times as the person's language writes them, in the workspace's time zone and currency. */
export function useFormat(): Format {
  const language = useLanguage();
  const { t } = useTranslation();
  const { data: place } = useQuery(placeQuery);
  return useMemo(
    () => createFormat(language, place?.timeZone, place?.currency, t('time.justNow')),
    [language, place?.timeZone, place?.currency, t],
  );
}

const locales: Record<Language, string> = { en: 'en-GB', 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW' };

const relativeUnits: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

function createFormat(language: Language, timeZone: string | undefined, currency: string | undefined, justNow: string) {
  const locale = locales[language];
  const zone = { hourCycle: 'h23', timeZone } as const;
  const number = new Intl.NumberFormat(locale);
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const rate = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...zone });
  const list = new Intl.ListFormat(locale);
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', ...zone });
  const localDateTime = new Intl.DateTimeFormat(locale, {
    ...{ dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23', timeZone: 'UTC' },
  });
  const hour = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone });
  const day = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', ...zone });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', ...zone });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });

  return {
    number: (value: number) => number.format(value),
    /** Four digits and more are shortened (12.4K, 1.2万); the exact number belongs in a tooltip. */
    compact: (value: number) => (Math.abs(value) < 10_000 ? number.format(value) : compact.format(value)),
    rate: (value: number) => rate.format(value),
    percent: (share: number) => percent.format(share),
    money: (value: number, code = currency ?? 'GBP', { whole = Math.abs(value) >= 1_000 } = {}) =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency: code,
        currencyDisplay: 'narrowSymbol',
        ...(whole ? { maximumFractionDigits: 0 } : {}),
      }).format(value),
    list: (words: readonly string[]) => list.format(words),
    date: (iso: string) => date.format(new Date(iso)),
    dateTime: (iso: string) => dateTime.format(new Date(iso)),
    /** Of a local time without a zone, such as `2026-11-11T09:00`, whatever zone it is meant in. */
    localDateTime: (local: string) => localDateTime.format(new Date(`${local}Z`)),
    hour: (iso: string) => hour.format(new Date(iso)),
    day: (iso: string) => day.format(new Date(iso)),
    /** 1 is Monday. */
    weekday: (day: number) => weekday.format(Date.UTC(2024, 0, day)),
    clock: (iso: string) => clock.format(new Date(iso)),
    /** Up to a week in words ("3 min ago"), older as a date. Seconds come in tens, so that a list does not flicker. */
    relative(iso: string, now: number) {
      const distance = new Date(iso).getTime() - now;
      if (Math.abs(distance) < 10_000) return justNow;
      if (Math.abs(distance) > 7 * 86_400_000) return date.format(new Date(iso));
      const [unit, size] =
        relativeUnits.find(([, length]) => Math.abs(distance) >= length) ?? (['second', 1_000] as const);
      const steps = unit === 'second' ? Math.trunc(distance / 10_000) * 10 : Math.trunc(distance / size);
      return relative.format(steps, unit);
    },
    duration: (minutes: number) => durationText(locale, minutes, 'long'),
    shortDuration: (minutes: number) => durationText(locale, minutes, 'narrow'),
    bytes: (bytes: number) => bytesText(locale, bytes),
  };
}

function durationText(locale: string, minutes: number, unitDisplay: 'long' | 'narrow'): string {
  const parts = [
    ['day', Math.floor(minutes / 1_440)],
    ['hour', Math.floor((minutes % 1_440) / 60)],
    ['minute', minutes % 60],
  ] as const;
  const shown = parts.filter(([, value]) => value > 0);
  return shown
    .map(([unit, value]) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay }).format(value))
    .join(' ');
}

/** In units of 1,024, which is how disks and memory are filled: 1.4 GB. */
function bytesText(locale: string, bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(bytes, 1)) / 10)));
  const value = bytes / 1024 ** power;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power],
    // A whole byte has no sign of its own in English: "10 byte" would read as a slip.
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  }).format(value);
}
