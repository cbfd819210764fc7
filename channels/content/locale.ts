import { LRUCache } from 'lru-cache';
import type { RenderLocale } from './filters.ts';

const checked = new LRUCache<string, RenderLocale>({ max: 1_000 });

/** The person's language and time zone as far as they can be used, else the workspace's. */
export function renderLocale(
  person: { readonly locale?: string; readonly timeZone?: string },
  workspace: { readonly language: string; readonly timeZone: string },
): RenderLocale {
  const key = [person.locale, person.timeZone, workspace.language, workspace.timeZone].join('\u001f');
  const known = checked.get(key);
  if (known) return known;
  const found = {
    locale: firstUsable([person.locale?.replaceAll('_', '-'), workspace.language], isLocale) ?? 'en',
    time_zone: firstUsable([person.timeZone, workspace.timeZone], isTimeZone) ?? 'UTC',
  };
  checked.set(key, found);
  return found;
}

function firstUsable(candidates: readonly (string | undefined)[], usable: (text: string) => boolean) {
  return candidates.find((candidate) => candidate !== undefined && candidate !== '' && usable(candidate));
}

function isLocale(text: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(text).length > 0;
  } catch {
    return false;
  }
}

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) !== undefined;
  } catch {
    return false;
  }
}
