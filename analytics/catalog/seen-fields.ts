import type { Catalog } from '#contracts/api/catalog.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import { toInstant } from '#core/segment/time/iso-instant.ts';
import { isPersonalName, looksPersonal } from './personal.ts';

type SeenField = Catalog['traits'][number];

/** One person's properties of one event, or her traits. */
export interface Sample {
  readonly profile: string;
  readonly values: JsonObject;
}

const mostFields = 100;
const mostExamples = 5;
const deepest = 3;
const elementsLookedAt = 20;

interface Found {
  readonly types: Map<SeenField['type'], number>;
  /** Value as text -> the first person it was seen with, or `shared` from the second on. */
  readonly values: Map<string, string>;
}

const shared = '';

/**
 * The fields that samples have, with the type seen most often and a few values. A text is an example only when two
 * people have it: what one person alone has may tell who she is.
 */
export function seenFields(samples: readonly Sample[], kind: 'property' | 'trait'): SeenField[] {
  const fields = new Map<string, Found>();
  for (const { profile, values } of samples) collect(fields, profile, values, '', 1);
  return [...fields]
    .map(([name, { types, values }]) => ({
      name,
      type: [...types].reduce((most, next) => (next[1] > most[1] ? next : most))[0],
      examples: isPersonalName(name, kind) ? [] : examplesOf(values),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function collect(fields: Map<string, Found>, profile: string, values: JsonObject, prefix: string, depth: number): void {
  for (const [key, value] of Object.entries(values)) {
    // A path is written with dots, so a name with a dot of its own cannot be asked for.
    if (key.includes('.') || value === null) continue;
    const name = prefix + key;
    if (isObject(value) && depth < deepest) {
      collect(fields, profile, value, `${name}.`, depth + 1);
      continue;
    }
    const found = fields.get(name) ?? { types: new Map(), values: new Map() };
    if (!fields.has(name) && fields.size >= mostFields) continue;
    fields.set(name, found);
    const type = typeOf(value);
    found.types.set(type, (found.types.get(type) ?? 0) + 1);
    for (const one of Array.isArray(value) ? value.slice(0, elementsLookedAt) : [value]) {
      if (!isObject(one)) note(found.values, one, profile);
      else if (depth < deepest && Array.isArray(value)) collect(fields, profile, one, `${name}[].`, depth + 1);
    }
  }
}

function note(values: Map<string, string>, value: Json, profile: string): void {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return;
  const text = String(value);
  if (text === '' || looksPersonal(text)) return;
  const first = values.get(text);
  if (first === undefined) values.set(text, profile);
  else if (first !== profile) values.set(text, shared);
}

function examplesOf(values: ReadonlyMap<string, string>): string[] {
  const examples = [...values].filter(([, owner]) => owner === shared).map(([text]) => text);
  return examples.slice(0, mostExamples);
}

function typeOf(value: Json): SeenField['type'] {
  if (typeof value === 'string') return toInstant(value) === undefined ? 'text' : 'date';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return Array.isArray(value) ? 'list' : 'object';
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
