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

/** Words of the screens that bring data in, which most visits never need: they come with the first of these screens. */
const importWords: typeof loaders = {
  en: () => import('./import-words-en.json'),
  'zh-Hans': () => import('./import-words-zh-hans.json'),
  'zh-Hant': () => import('./import-words-zh-hant.json'),
};
let withImportWords = false;

export async function loadImportWords(): Promise<void> {
  withImportWords = true;
  await addImportWords(nearestLanguage(i18next.language));
}

async function addImportWords(language: Language): Promise<void> {
  if (i18next.exists('imports.title', { lng: language })) return;
  const { default: words } = await importWords[language]();
  i18next.addResourceBundle(language, 'translation', words, true);
}

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
  if (withImportWords) await addImportWords(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  if (store) localStorage.setItem(storageKey, language);
}

function storedLanguage(): Language | undefined {
  const stored = localStorage.getItem(storageKey);
  return languageCodes.find((code) => code === stored);
}
