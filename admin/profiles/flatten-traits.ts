import type { Json, JsonObject } from '#contracts/json.ts';

/** Traits as paths with dots, the way that conditions name them; lists are joined with commas. */
export function flattenTraits(traits: JsonObject): { path: string; text: string }[] {
  return Object.entries(traits).flatMap(([name, value]) => flatten(name, value));
}

function flatten(path: string, value: Json): { path: string; text: string }[] {
  if (value === null) return [];
  if (isObject(value)) return Object.entries(value).flatMap(([name, inner]) => flatten(`${path}.${name}`, inner));
  if (typeof value === 'object') return [{ path, text: value.map(plainText).join(', ') }];
  return [{ path, text: String(value) }];
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function plainText(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
