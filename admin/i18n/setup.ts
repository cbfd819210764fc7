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

/** Words that most visits never need: they come with the first screen that shows them. */
const laterWords = {
  import: {
    en: () => import('./import-words-en.json'),
    'zh-Hans': () => import('./import-words-zh-hans.json'),
    'zh-Hant': () => import('./import-words-zh-hant.json'),
  },
  identity: {
    en: () => import('./identity-words-en.json'),
    'zh-Hans': () => import('./identity-words-zh-hans.json'),
    'zh-Hant': () => import('./identity-words-zh-hant.json'),
  },
  consent: {
    en: () => import('./consent-words-en.json'),
    'zh-Hans': () => import('./consent-words-zh-hans.json'),
    'zh-Hant': () => import('./consent-words-zh-hant.json'),
  },
  attribute: {
    en: () => import('./attribute-words-en.json'),
    'zh-Hans': () => import('./attribute-words-zh-hans.json'),
    'zh-Hant': () => import('./attribute-words-zh-hant.json'),
  },
} satisfies Record<string, typeof loaders>;
type LaterWords = keyof typeof laterWords;

/** Those that were needed, in each language that was needed since. */
const needed = new Map<LaterWords, Set<Language>>();

async function loadWords(name: LaterWords, language: Language): Promise<void> {
  const held = needed.get(name) ?? new Set();
  needed.set(name, held);
  if (held.has(language)) return;
  const { default: words } = await laterWords[name][language]();
  i18next.addResourceBundle(language, 'translation', words, true);
  held.add(language);
}

const loadIdentityWords = (): Promise<void> => loadWords('identity', nearestLanguage(i18next.language));
export const loadConsentWords = (): Promise<void> => loadWords('consent', nearestLanguage(i18next.language));

export const loadAttributeWords = (): Promise<void> => loadWords('attribute', nearestLanguage(i18next.language));

/** What the screens of data show: what comes in, what goes out, what is known of it. */
export async function loadDataWords(): Promise<void> {
  const language = nearestLanguage(i18next.language);
  await Promise.all([loadWords('import', language), loadIdentityWords(), loadAttributeWords()]);
}

/** What a profile and the settings show. */
export async function loadPersonWords(): Promise<void> {
  await Promise.all([loadIdentityWords(), loadAttributeWords(), loadConsentWords()]);
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
  await Promise.all([...needed.keys()].map((name) => loadWords(name, language)));
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  if (store) localStorage.setItem(storageKey, language);
}

function storedLanguage(): Language | undefined {
  const stored = localStorage.getItem(storageKey);
  return languageCodes.find((code) => code === stored);
}
