import type { Json, JsonObject } from '#contracts/json.ts';
import type { FieldType } from '#contracts/schema/schema.ts';
import { hashText } from '../hash.ts';
import { type FieldObservation, joinValue, keptValues, nothingSeen, type SeenValue } from './observation.ts';
import { looksPersonal, personalClassOfName } from './personal-class.ts';
import { typeOfValue } from './value-type.ts';

/** A sender that makes up names must not fill the registry. */
const mostFields = 200;
const deepest = 5;
const elementsLookedAt = 5;
const longestText = 80;

/** What one pass over some events or people saw, by path; it is filled in place and read out once. */
export interface Observer {
  /** The properties of one event, or the traits of one person, and whose they are. */
  note(values: JsonObject, owner: string): void;
  readonly noted: number;
  fields(): ReadonlyMap<string, FieldObservation>;
}

interface Found {
  readonly path: string;
  readonly personal: boolean;
  seen: number;
  nulls: number;
  types: { [type in FieldType]?: number };
  least: number | undefined;
  greatest: number | undefined;
  readonly values: Map<number, SeenValue>;
}

export function createObserver(kind: 'event' | 'trait'): Observer {
  const found = new Map<string, Found>();
  let noted = 0;

  function walk(values: JsonObject, prefix: string, depth: number, owner: number): void {
    for (const [key, value] of Object.entries(values)) {
      // Such a name cannot be written as part of a path.
      if (key === '' || key.includes('.') || key.includes('[') || key.includes(']')) continue;
      const path = prefix + key;
      const field = take(path);
      if (field === undefined) continue;
      noteValue(field, value, owner);
      if (Array.isArray(value)) walkList(value, `${path}[].`, depth, owner, field);
      else if (isObject(value) && depth < deepest) walk(value, `${path}.`, depth + 1, owner);
    }
  }

  function walkList(list: readonly Json[], prefix: string, depth: number, owner: number, field: Found): void {
    for (const element of list.slice(0, elementsLookedAt)) {
      if (isObject(element)) {
        if (depth < deepest) walk(element, prefix, depth + 1, owner);
      } else if (!Array.isArray(element) && element !== null) noteScalar(field, element, owner);
    }
  }

  function take(path: string): Found | undefined {
    const known = found.get(path);
    if (known !== undefined || found.size >= mostFields || path.length > 200) return known;
    const personal = personalClassOfName(path, kind) !== 'none';
    const field: Found = {
      ...{ path, personal, seen: 0, nulls: 0, types: {}, least: undefined, greatest: undefined },
      values: new Map(),
    };
    found.set(path, field);
    return field;
  }

  return {
    note(values, owner) {
      noted++;
      walk(values, '', 1, hashText(owner));
    },
    get noted() {
      return noted;
    },
    fields: () => new Map([...found.values()].map((field) => [field.path, observationOf(field)])),
  };
}

function noteValue(field: Found, value: Json, owner: number): void {
  const type = typeOfValue(value);
  if (type === undefined) {
    field.nulls++;
    return;
  }
  field.seen++;
  field.types[type] = (field.types[type] ?? 0) + 1;
  if (typeof value === 'number') {
    field.least = Math.min(field.least ?? value, value);
    field.greatest = Math.max(field.greatest ?? value, value);
  }
  if (!Array.isArray(value) && !isObject(value)) noteScalar(field, value, owner);
}

function noteScalar(field: Found, value: Json, owner: number): void {
  const text = String(value);
  const hash = hashText(text);
  const shown = !field.personal && text !== '' && text.length <= longestText && !looksPersonal(text);
  const sighting: SeenValue = { hash, count: 1, owner, ...(shown && { text }) };
  const before = field.values.get(hash);
  field.values.set(hash, before === undefined ? sighting : joinValue(before, sighting));
  // Cut only now and then: a cut sorts.
  if (field.values.size >= keptValues * 8) {
    const kept = smallest(field.values);
    field.values.clear();
    for (const one of kept) field.values.set(one.hash, one);
  }
}

function smallest(values: ReadonlyMap<number, SeenValue>): SeenValue[] {
  return [...values.values()].sort((a, b) => a.hash - b.hash).slice(0, keptValues);
}

function observationOf({ seen, nulls, types, least, greatest, values }: Found): FieldObservation {
  return {
    ...nothingSeen,
    seen,
    nulls,
    types,
    ...(least !== undefined && { least }),
    ...(greatest !== undefined && { greatest }),
    values: smallest(values),
  };
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
