import type { Language } from '#contracts/topic.ts';

/** The language of ours that a tag means, Traditional Chinese where script or region say so. RFC 5646. */
export function knownLanguage(tag: string | undefined): Language | undefined {
  const lower = tag?.replaceAll('_', '-').toLowerCase() ?? '';
  if (/^zh\b.*(hant|-tw|-hk|-mo)/.test(lower)) return 'zh-Hant';
  if (/^zh\b/.test(lower)) return 'zh-Hans';
  return /^en\b/.test(lower) ? 'en' : undefined;
}

export function languageOf(locale: string | undefined, otherwise: Language): Language {
  return knownLanguage(locale) ?? otherwise;
}
