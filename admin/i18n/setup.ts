import i18next, { type ResourceLanguage } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, languageCodes, nearestLanguage } from './languages.ts';

const storageKey = 'throughline.language';

/** Each folder is an area, each language of it a chunk of its own: what no screen asked for is not loaded. */
const loaders = import.meta.glob<{ default: ResourceLanguage }>('./*/*.json');

/** The areas that were needed, in each language that was needed since. */
const needed = new Map<string, Set<Language>>();

async function loadArea(area: string, language: Language): Promise<void> {
  const held = needed.get(area) ?? new Set();
  needed.set(area, held);
  if (held.has(language)) return;
  const load = loaders[`./${area}/${language}.json`];
  if (load === undefined) throw new RangeError(`No words of the area ${area} in ${language}`);
  const { default: words } = await load();
  i18next.addResourceBundle(language, 'translation', words, true);
  held.add(language);
}

/** For a route: its words are there before its screen is. `app`, which every screen needs, is always there. */
export function words(...areas: readonly string[]): () => Promise<void> {
  return async () => {
    const language = nearestLanguage(i18next.language);
    await Promise.all(areas.map((area) => loadArea(area, language)));
  };
}

/** What errors say; in English too, by which what the server says more exactly is told from the sentence of the code. */
export async function errorWords(): Promise<void> {
  await Promise.all([words('errors')(), loadArea('errors', 'en')]);
}

export async function setUpTranslations(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    fallbackLng: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  needed.set('app', new Set());
  await changeLanguage(storedLanguage() ?? nearestLanguage(navigator.language), { store: false });
}

export async function changeLanguage(language: Language, { store }: { store: boolean }): Promise<void> {
  await Promise.all([...needed.keys()].map((area) => loadArea(area, language)));
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  if (store) localStorage.setItem(storageKey, language);
}

function storedLanguage(): Language | undefined {
  const stored = localStorage.getItem(storageKey);
  return languageCodes.find((code) => code === stored);
}
