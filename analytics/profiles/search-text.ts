import { asReading } from '#contracts/pinyin/readings.ts';
import { isNameTrait } from '#core/profile/search-text.ts';
import { personalClassOfName } from '#core/schema/personal-class.ts';
import { type SearchSight, seesByName } from './search-sight.ts';

/** A search as it is written: words that are found anywhere, and values of traits that are named (`city:York`). */
export interface Search {
  readonly words: readonly string[];
  readonly traits: readonly { readonly name: string; readonly value: string }[];
}

/** Each is a condition of the statement. */
const mostWords = 8;

const token = /([^\s:："]+)[:：](?:"([^"]*)"|(\S+))|(\S+)/gu;

/** In lower case, as the text of profile facts is. The colon may be the Chinese one, and a value stand in quotes. */
export function readSearch(search: string): Search {
  const found = [...search.toLowerCase().matchAll(token)].slice(0, mostWords);
  return {
    words: found.flatMap(([, name, , , word]) => (name === undefined && word !== undefined ? [word] : [])),
    traits: found.flatMap(([, name, quoted, plain]) =>
      name === undefined ? [] : [{ name, value: quoted ?? plain ?? '' }],
    ),
  };
}

/** A LIKE pattern for a text that stands anywhere; `%`, `_` and `\\` stand for themselves. */
function patternOf(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/**
 * Conditions on profile_fact that hold for everybody whom `matchesSearch` finds, and for few others. The index of pairs of
 * characters finds whom a text may belong to; where it stands first says whether somebody may see it.
 */
export function searchConditions(
  search: string,
  sight: SearchSight | undefined,
): { readonly conditions: readonly string[]; readonly parameters: Readonly<Record<string, unknown>> } {
  const { words, traits } = readSearch(search);
  const parameters: Record<string, unknown> = {};
  const bind = (name: string, value: unknown, type = 'String') => {
    parameters[name] = value;
    return `{${name}:${type}}`;
  };
  /** Candidates alone: of which trait a reading is, the document tells. */
  const typed = (name: string, word: string) => {
    const reading = asReading(word);
    if (reading === undefined) return [];
    const stands = `search LIKE ${bind(`${name}Reading`, patternOf(reading))}`;
    if (sight === undefined || sight.shown.some(isNameTrait)) return [stands];
    const text = bind(`${name}ReadingText`, reading);
    return [`(${stands} AND position(search, ${text}) + length(${text}) <= ${endOf(sight)} + 1)`];
  };
  const anywhere = (name: string, word: string) => anyOf([written(name, word), ...typed(name, word)]);
  const written = (name: string, word: string) => {
    const pattern = bind(name, patternOf(word));
    if (sight === undefined) return `search LIKE ${pattern}`;
    const text = bind(`${name}Text`, word);
    const end = endOf(sight);
    const stands = [`position(search, ${text}) + length(${text}) <= ${end} + 1`];
    if (sight.hidden.length > 0) {
      const hidden = valuesOf(bind('hiddenTraits', sight.hidden, 'Array(String)'));
      stands.push(`countSubstrings(substring(search, 1, ${end}), ${text}) > countSubstrings(${hidden}, ${text})`);
    }
    const seen = [`(${stands.join(' AND ')})`];
    if (sight.shown.length > 0)
      seen.push(`${valuesOf(bind('shownTraits', sight.shown, 'Array(String)'))} LIKE ${pattern}`);
    return `(search LIKE ${pattern} AND (${seen.join(' OR ')}))`;
  };
  const conditions = [
    ...words.map((word, index) => anywhere(`word${index}`, word)),
    ...traits.flatMap(({ name, value }, index) => {
      const trait = bind(`trait${index}`, name);
      const pattern = bind(`value${index}`, patternOf(value));
      const exact = bind(`exact${index}`, value);
      // A text or list that contains it, or a number or word of JSON that it is.
      const holds = `if(match(pair.2, '^["\\\\[]'), lowerUTF8(pair.2) LIKE ${pattern}, lowerUTF8(pair.2) = ${exact})`;
      const indexed = ['true', 'false'].includes(value) ? bind(`flag${index}`, patternOf(`${name}:${value}`)) : pattern;
      const stands = `search LIKE ${indexed}`;
      const named = `(${stands} AND arrayExists(pair -> lowerUTF8(pair.1) = ${trait} AND ${holds}, ${pairs}))`;
      // An identity may have a colon too.
      const whole = written(`whole${index}`, `${name}:${value}`);
      if (sight !== undefined && !mayBeSeen(name, sight)) return [whole];
      const asRead = isNameTrait(name) ? typed(`value${index}`, value) : [];
      // What follows from the other condition, by itself: traits are then read of those only for whom it and the words hold.
      return [anyOf([stands, ...asRead]), anyOf([named, whole, ...asRead])];
    }),
  ];
  return { conditions, parameters };
}

function anyOf(conditions: readonly string[]): string {
  return conditions.length > 1 ? `(${conditions.join(' OR ')})` : conditions.join('');
}

function endOf({ upTo }: SearchSight): string {
  return upTo === 'none' ? 'search_open' : 'search_contact';
}

const pairs = 'JSONExtractKeysAndValuesRaw(traits)';

/** The texts of some traits as the index has them. */
function valuesOf(names: string): string {
  return `arrayStringConcat(arrayMap(name -> lowerUTF8(substringUTF8(trimBoth(JSONExtractRaw(traits, name), '"'), 1, 200)), ${names}), ' ')`;
}

/** Of a name in small letters: what it is called in full, the document tells. */
function mayBeSeen(name: string, sight: SearchSight): boolean {
  const has = (names: readonly string[]) => names.some((one) => one.toLowerCase() === name);
  return has(sight.shown) || (!has(sight.hidden) && seesByName(sight, personalClassOfName(name, 'trait')));
}
