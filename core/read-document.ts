import type { Instant } from '#contracts/identifiers.ts';
import type { CompanyState, SubjectState } from './company/company-state.ts';
import type { Held } from './segment/counters/index.ts';
import type { ProfileState } from './state.ts';
import type { FlatList } from './write-document.ts';

/** What a map is stored as; formats 1 and 2 have a record. */
type Entries<T> = FlatList<T> | { readonly [key: string]: T };

/** A person's document as it is stored. */
interface StoredProfile extends Omit<ProfileState, 'format' | 'counters' | 'memberships' | 'importedExpiries'> {
  readonly format: 2 | 3;
  readonly counters: Entries<Held>;
  readonly memberships: Entries<Instant>;
  readonly importedExpiries?: Entries<Instant>;
}

/** As it was before it kept one time for all of her segments. */
interface ProfileFormat1 extends Omit<StoredProfile, 'format' | 'segmentsDue'> {
  readonly format: 1;
  readonly expiries: { readonly [segment: string]: Instant };
}

/** The state of a document as it is stored, also where an earlier version of this code has written it. */
export function readDocument(document: string): SubjectState {
  const stored = JSON.parse(document) as CompanyState | StoredProfile | ProfileFormat1;
  if ('kind' in stored) return stored;
  if (stored.format !== 1) return withMaps(stored);
  const { expiries, ...kept } = stored;
  const times = Object.values(expiries);
  return withMaps({ ...kept, format: 2, segmentsDue: times.length === 0 ? null : Math.min(...times) });
}

function withMaps(stored: StoredProfile): ProfileState {
  const { counters, memberships, importedExpiries } = stored;
  // Spread first, so that each member keeps its place in the text.
  const state = {
    ...stored,
    format: 3,
    counters: mapOf(counters),
    memberships: mapOf(memberships),
    ...(importedExpiries && { importedExpiries: mapOf(importedExpiries) }),
  };
  return state as ProfileState;
}

function mapOf<T>(entries: Entries<T>): ReadonlyMap<string, T> {
  if (!isList(entries)) return new Map(Object.entries(entries));
  const map = new Map<string, T>();
  for (let index = 0; index < entries.length; index += 2) map.set(entries[index] as string, entries[index + 1] as T);
  return map;
}

function isList<T>(entries: Entries<T>): entries is FlatList<T> {
  return Array.isArray(entries);
}
