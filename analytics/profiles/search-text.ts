/** A search as it is written: words that are found anywhere, and values of traits that are named (`city:York`). */
export interface Search {
  readonly words: readonly string[];
  readonly traits: readonly { readonly name: string; readonly value: string }[];
}

/** What somebody may look into who may not see everything. */
export interface SearchSight {
  /** Traits by name. */
  readonly traits: readonly string[];
  /** Kinds of identities; null: all of them, and addresses wherever they stand. */
  readonly kinds: readonly string[] | null;
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
 * Conditions on profile_fact. The index of pairs of characters finds whom a text may belong to; for a named trait, and for
 * somebody who may not see everything, the values themselves are looked at then.
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
  const [names, kinds] = [
    sight && bind('seenTraits', sight.traits, 'Array(String)'),
    sight?.kinds && bind('seenKinds', sight.kinds, 'Array(String)'),
  ];
  const isSeen =
    names === undefined
      ? 'true'
      : `has(${names}, pair.1)${kinds === undefined ? '' : ` AND NOT match(pair.2, ${address})`}`;
  const ofKind = kinds ? `has(${kinds}, JSONExtractString(one, 'kind'))` : 'true';
  const seenTexts = `arrayConcat(
      arrayMap(one -> lowerUTF8(JSONExtractString(one, 'value')),
        arrayFilter(one -> ${ofKind}, JSONExtractArrayRaw(identities))),
      arrayMap(pair -> lowerUTF8(pair.2), arrayFilter(pair -> ${isSeen}, ${pairs})))`;
  const anywhere = (pattern: string) =>
    sight === undefined
      ? `search LIKE ${pattern}`
      : `(search LIKE ${pattern} AND arrayExists(text -> text LIKE ${pattern}, ${seenTexts}))`;
  const conditions = [
    ...words.map((word, index) => anywhere(bind(`word${index}`, patternOf(word)))),
    ...traits.map(({ name, value }, index) => {
      const trait = bind(`trait${index}`, name);
      const pattern = bind(`value${index}`, patternOf(value));
      const exact = bind(`exact${index}`, value);
      // A text or list that contains it, or a number or word of JSON that it is.
      const holds = `if(match(pair.2, '^["\\\\[]'), lowerUTF8(pair.2) LIKE ${pattern}, lowerUTF8(pair.2) = ${exact})`;
      const indexed = ['true', 'false'].includes(value) ? bind(`flag${index}`, patternOf(`${name}:${value}`)) : pattern;
      const named = `(search LIKE ${indexed} AND arrayExists(pair -> lowerUTF8(pair.1) = ${trait} AND ${isSeen} AND ${holds}, ${pairs}))`;
      // An identity may have a colon too.
      return `(${named} OR ${anywhere(bind(`whole${index}`, patternOf(`${name}:${value}`)))})`;
    }),
  ];
  return { conditions, parameters };
}

const pairs = 'JSONExtractKeysAndValuesRaw(traits)';

/** What is an address as a whole is hidden wherever it stands; see server/schema/mask.ts. */
const address = `'[^ @"]@[^ @"]|[+][1-9][0-9]{7}'`;
