import type { KeyRole } from '#contracts/api/key.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import { maySee, type PersonalClass, type WorkspaceSchema } from '#contracts/schema/schema.ts';
import { placePaths } from '#core/profile/place.ts';
import { addressesWithin, namelessKinds, wholeAddress } from '#core/schema/personal-class.ts';
import { personalClassOf } from '../present.ts';

/** Names under which answers carry an address, whatever the workspace calls its own. */
const addressKeys: ReadonlySet<string> = new Set(['email', 'phone', 'address']);
/** Names of one of two people, with her `id` and `name`. */
const personKeys: ReadonlySet<string> = new Set(['holder', 'other', 'loser', 'winner']);
export type Mask = (answer: unknown) => unknown;

const asItIs: Mask = (answer) => answer;

/**
 * The one place where values are hidden from a role. Every answer of the management API goes through it: `traits` and
 * `properties` by the class of each path, identities and addresses as contact, and whatever is an address or has one within
 * its text, wherever it stands.
 */
export function createMask(role: KeyRole, schema: WorkspaceSchema): Mask {
  const sees = (personal: PersonalClass) => maySee(role, personal, schema.settings);
  const contact = sees('contact');
  if (contact && sees('sensitive')) return asItIs;

  const traitClass = (path: string) => personalClassOf(path, 'trait', schema.traits.get(path));
  const propertyClass = (event: string) => (path: string) =>
    personalClassOf(path, 'event', schema.events.get(event)?.fields[path]);

  function maskFields(values: JsonObject, classOf: (path: string) => PersonalClass, prefix = ''): JsonObject {
    return mapEntries(values, (key, value) => {
      const path = prefix + key;
      if (!sees(classOf(path))) return hidden;
      if (Array.isArray(value)) {
        return value.map((element) =>
          isObject(element) ? maskFields(element, classOf, `${path}[].`) : maskText(element),
        );
      }
      return isObject(value) ? maskFields(value, classOf, `${path}.`) : maskText(value);
    });
  }

  function maskText(value: Json): Json {
    if (contact || typeof value !== 'string') return value;
    return wholeAddress.test(value) ? shorten(value) : value.replace(addressesWithin, shorten);
  }

  function walk(value: unknown): unknown {
    if (typeof value === 'string') return maskText(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    const holder = value as { readonly [key: string]: unknown };
    return mapEntries(holder as JsonObject, (key, held) => walkKey(holder, key, held) as Json);
  }

  function walkKey(holder: { readonly [key: string]: unknown }, key: string, held: unknown): unknown {
    if (key === 'traits' && isObject(held)) return maskFields(held, traitClass);
    if (key === 'properties' && isObject(held)) {
      const ofPerson = holder['kind'] === 'identify' || typeof holder['name'] !== 'string';
      return maskFields(held, ofPerson ? traitClass : propertyClass(String(holder['name'])));
    }
    // What explains a condition that reads traits shows her value beside it.
    const explained = key === 'value' ? traitsAsked(holder['condition']) : [];
    if (explained.length > 0) return explained.every((trait) => sees(traitClass(trait))) ? walk(held) : hidden;
    if (key === 'body' && typeof held === 'string' && held.startsWith('{')) return maskJson(held);
    if (!contact && personKeys.has(key) && isObject(held) && typeof held['name'] === 'string') {
      return { ...(walk(held) as JsonObject), name: shorten(held['name']) };
    }
    if (contact || typeof held !== 'string') return walk(held);
    if (key === 'value' && 'kind' in holder) return namelessKinds.has(String(holder['kind'])) ? held : shorten(held);
    if (addressKeys.has(key) || key === 'personName') return shorten(held);
    // Under these two names stand ends of periods and names of kinds, too.
    if ((key === 'to' && 'channel' in holder) || (key === 'label' && 'profile' in holder)) return shorten(held);
    const isPerson = 'identities' in holder || ('email' in holder && 'phone' in holder);
    return key === 'name' && isPerson ? shorten(held) : maskText(held);
  }

  function maskJson(text: string): string {
    try {
      return JSON.stringify(walk(JSON.parse(text)));
    } catch {
      // What was cut off is no JSON, and may hold anything.
      return hidden;
    }
  }

  return walk;
}

const hidden = '•••';

/** Enough to tell two people apart in a list, too little to write to either. */
function shorten(text: string): string {
  const [first = ''] = text;
  const at = text.lastIndexOf('@');
  if (at > 0) return `${first}${hidden}@${text.charAt(at + 1)}${hidden}`;
  return text === '' ? '' : `${first}${hidden}`;
}

function mapEntries(values: JsonObject, map: (key: string, value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(key, value)]));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The traits that the value beside a condition may come from. */
function traitsAsked(condition: unknown): readonly string[] {
  if (!isObject(condition)) return [];
  if (condition['type'] === 'trait' && isObject(condition['test'])) return [String(condition['test']['name'])];
  if (condition['type'] === 'location') return placePaths(String(condition['part']));
  return condition['type'] === 'near' ? [...placePaths('latitude'), ...placePaths('longitude')] : [];
}
