import { syllablesOf } from './syllables-of.ts';

const han = /[\u3400-\u9fff]/;

/** Companies have long names, and nobody types the end of one by sound. */
const longest = 12;

/** A name of several characters that are read in several ways is found by so many readings. */
const mostReadings = 4;

/**
 * What somebody may type in Latin letters to find a Chinese name, in capitals, each word after a space: `WANGXIAOMING`
 * from each of its characters on, its initials `WXM`, and `WANGXM`. Empty where nothing is Chinese. Search texts are in
 * small letters, so that a reading is found by whoever looks for readings and stands in nobody else's way.
 */
export function readingsOf(name: string): string {
  if (!han.test(name)) return '';
  const words = new Set<string>();
  for (const syllables of combined(syllablesOf(name.slice(0, 4 * longest)).slice(0, longest))) {
    const initials = syllables.map((syllable) => syllable.slice(0, 1));
    for (let from = 0; from < syllables.length; from++) words.add(syllables.slice(from).join(''));
    for (let from = 0; from < initials.length - 1; from++) words.add(initials.slice(from).join(''));
    if (syllables.length > 2) words.add(`${syllables[0]}${initials.slice(1).join('')}`);
  }
  return [...words].map((word) => ` ${word.toUpperCase()}`).join('');
}

/** The readings as wholes, at most `mostReadings`. ü is typed as v, and written as u or, in passports, yu. */
function combined(syllables: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return syllables.reduce<readonly (readonly string[])[]>(
    (all, ways) =>
      ways
        .flatMap(spellings)
        .flatMap((way) => all.map((one) => [...one, way]))
        .slice(0, mostReadings),
    [[]],
  );
}

function spellings(syllable: string): readonly string[] {
  return /^[ln]v/.test(syllable) ? [syllable, syllable.replace('v', 'u'), syllable.replace('v', 'yu')] : [syllable];
}

const typed = /^[a-z]+$/;

/**
 * A word of a search as readings have it, with the space that a reading begins with; undefined where it is none. Tones
 * and the apostrophe of Xi'an are passed over, and so are spaces: a quoted "wang xiaoming" is one word.
 */
export function asReading(word: string): string | undefined {
  const letters = word
    .replace(/['’\s]/g, '')
    .normalize('NFD')
    .replace(/u([\u0300\u0301\u0304\u030c]?)\u0308([\u0300\u0301\u0304\u030c]?)/g, 'v')
    .replace(/[\u0300\u0301\u0304\u030c]/g, '');
  return typed.test(letters) ? ` ${letters.toUpperCase()}` : undefined;
}

/** Whether a name is found by a word that is typed by sound. */
export function isReadAs(name: string, word: string): boolean {
  const reading = asReading(word);
  return reading !== undefined && readingsOf(name).includes(reading);
}
