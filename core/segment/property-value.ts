import type { Json, JsonObject } from '#contracts/json.ts';

export type Scalar = string | number | boolean;

/** The value at a path with dots (`address.city`); undefined where nothing stands there. Paths do not enter arrays. */
export function valueAt(values: JsonObject, path: string): Json | undefined {
  if (!path.includes('.')) return Object.hasOwn(values, path) ? values[path] : undefined;
  let value: Json | undefined = values;
  for (const key of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** What a test looks at: the value itself, or the elements of a list (a test holds when it holds for one of them). */
export function scalarsOf(value: Json | undefined): readonly Scalar[] {
  if (Array.isArray(value)) return value.filter(isScalar);
  return isScalar(value) ? [value] : [];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: Json | undefined): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
