import i18next, { type ResourceLanguage } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, languageCodes, nearestLanguage } from './languages.ts';

const storageKey = 'throughline.language';

/** Each language is a chunk of its own: only the one in use is loaded. */
const loaders: Record<Language, () => Promise<{ default: ResourceLanguage }>> = {
  en: () => import('./en.json'),
  'zh-Hans': () => import('./zh-Hans.json'),
  'zh-Hant': () => import('./zh-Hant.json'),
};

export async function setUpTranslations(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    fallbackLng: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await changeLanguage(storedLanguage() ?? nearestLanguage(navigator.language), { store: false });
}

export async function changeLanguage(language: Language, { store }: { store: boolean }): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', (await loaders[language]()).default);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  if (store) localStorage.setItem(storageKey, language);
}

function storedLanguage(): Language | undefined {
  const stored = localStorage.getItem(storageKey);
  return languageCodes.find((code) => code === stored);
}
