import { isCompany, type SubjectState } from './company/company-state.ts';

/**
 * A map as it is stored: keys and values in turn. Of a record V8 makes a hidden class for each new order of keys, and
 * nearly every person has one of her own.
 */
export type FlatList<T> = readonly (string | T)[];

/** The text from which `readDocument` reads the same state. Whatever stores or sends a document writes it so. */
export function writeDocument(state: SubjectState): string {
  if (isCompany(state)) return JSON.stringify(state);
  const { counters, memberships, importedExpiries } = state;
  // Spread first, so that each member keeps its place in the text.
  return JSON.stringify({
    ...state,
    counters: flatten(counters),
    memberships: flatten(memberships),
    ...(importedExpiries && { importedExpiries: flatten(importedExpiries) }),
  });
}

function flatten<T>(map: ReadonlyMap<string, T>): FlatList<T> {
  const list: (string | T)[] = [];
  for (const [key, value] of map) list.push(key, value);
  return list;
}
