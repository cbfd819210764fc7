import type { ProfileFact } from '#contracts/fact.ts';
import type { Json } from '#contracts/json.ts';

/** Of one person; the text has an index of its pairs of characters, and nobody looks for what stands at the end of an essay. */
const longestText = 2_000;
const longestValue = 200;

/** Who she is stands first, so that it is never cut off. */
const nameTraits = ['name', 'firstName', 'lastName', 'first_name', 'last_name', 'company', 'nickname'];

/** What the search field of the product looks into: identities, names, and the texts and numbers of all other traits. */
export function searchText({ identities, traits }: Pick<ProfileFact, 'identities' | 'traits'>): string {
  const names = nameTraits.flatMap((name) => wordsOf(name, traits[name] ?? null));
  const others = Object.entries(traits).filter(([name]) => !nameTraits.includes(name));
  const words = [
    ...names,
    ...identities.map(({ value }) => value),
    ...others.flatMap(([name, value]) => wordsOf(name, value)),
  ];
  return words.join(' ').toLowerCase().slice(0, longestText);
}

/** "true" alone would find half of all people: with its name it is of use. */
function wordsOf(name: string, value: Json): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value.slice(0, longestValue)];
  if (typeof value === 'number') return [String(value)];
  if (typeof value === 'boolean') return [`${name}:${value}`];
  return Array.isArray(value) ? value.flatMap((one) => (typeof one === 'object' ? [] : wordsOf(name, one))) : [];
}
