/** The product's languages, each under its own name. */
export const languages = { en: 'English', 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文' } as const;
export type Language = keyof typeof languages;
export const languageCodes = Object.keys(languages) as Language[];

/** The nearest language to a BCP 47 tag: Taiwan, Hong Kong and Macao write traditional characters. */
export function nearestLanguage(tag: string): Language {
  if (!/^zh\b/i.test(tag)) return 'en';
  return /hant|-tw|-hk|-mo/i.test(tag) ? 'zh-Hant' : 'zh-Hans';
}
