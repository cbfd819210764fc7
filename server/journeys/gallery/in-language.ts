import { type Language, languages } from '#contracts/topic.ts';

/** The same value, with each text that stands in every language in one of them. */
export function inLanguage(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((one) => inLanguage(one, language));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === languages.length && languages.every((one) => one in value))
    return (value as { readonly [name in Language]: unknown })[language];
  return Object.fromEntries(entries.map(([key, one]) => [key, inLanguage(one, language)]));
}
