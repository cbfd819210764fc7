/**
 * Words of a search as LIKE patterns, all of which must be found somewhere in the text. The text of profile facts is in
 * lower case; `%`, `_` and `\` stand for themselves.
 */
export function searchPatterns(search: string): readonly string[] {
  const words = search
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  return words.slice(0, mostWords).map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
}

/** Each is a condition of the statement. */
const mostWords = 8;
