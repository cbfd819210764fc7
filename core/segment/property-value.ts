import type { Json, JsonObject } from '#contracts/json.ts';

export type Scalar = string | number | boolean;

/** What stands between the path of a list of objects and the path within each of them. */
export const listMark = '[].';

/**
 * The value at a path with dots (`address.city`); undefined where nothing stands there. A path enters a list of objects
 * only where it says so (`products[].category`): the value is the list of what is found in them then, null left out.
 */
export function valueAt(values: JsonObject, path: string): Json | undefined {
  if (!path.includes('.')) return Object.hasOwn(values, path) ? values[path] : undefined;
  const list = path.indexOf(listMark);
  if (list >= 0) return valueInList(valueAt(values, path.slice(0, list)), path.slice(list + listMark.length));
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

function valueInList(list: Json | undefined, path: string): Json | undefined {
  if (!Array.isArray(list)) return undefined;
  const found = list.flatMap((item) => {
    const value = isObject(item) ? valueAt(item, path) : undefined;
    return value === undefined ? [] : value;
  });
  const present = found.filter((value) => value !== null);
  return present.length === 0 ? undefined : present;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: Json | undefined): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
