import type { Language } from '#contracts/topic.ts';

/** The language of ours that a tag means, Traditional Chinese where script or region say so. RFC 5646. */
export function knownLanguage(tag: string | undefined): Language | undefined {
  const lower = tag?.replaceAll('_', '-').toLowerCase() ?? '';
  if (/^zh\b.*(hant|-tw|-hk|-mo)/.test(lower)) return 'zh-Hant';
  if (/^zh\b/.test(lower)) return 'zh-Hans';
  return /^en\b/.test(lower) ? 'en' : undefined;
}

/** A tag in small letters with what tells Chinese scripts apart: `zh-hant` for `zh-TW`. Undefined where there is none. */
export function languageTag(tag: string | undefined): string | undefined {
  const lower = tag?.trim().replaceAll('_', '-').toLowerCase();
  if (lower === undefined || lower === '') return undefined;
  return /^zh\b/.test(lower) ? knownLanguage(lower)?.toLowerCase() : lower;
}

export function languageOf(locale: string | undefined, otherwise: Language): Language {
  return knownLanguage(locale) ?? otherwise;
}
