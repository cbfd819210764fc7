import type { Json, JsonObject } from '#contracts/json.ts';

/** `products[].sku` as `['products', '[]', 'sku']`. */
export function segmentsOf(path: string): readonly string[] {
  return path.split('.').flatMap((name) => (name.endsWith('[]') ? [name.slice(0, -2), '[]'] : [name]));
}

/** What stands at the end of a path, and what shall stand there: the same value, another one, or nothing. */
export type Change = (value: Json | undefined) => Json | undefined;

/**
 * The value with every place of the path changed; the very same one where nothing changed. A place whose parents do not
 * exist is passed as undefined once and made only when the change gives a value for it.
 */
function changeAt(value: Json | undefined, segments: readonly string[], change: Change, from = 0): Json | undefined {
  const segment = segments[from];
  if (segment === undefined) return change(value);
  if (segment === '[]') {
    if (!Array.isArray(value)) return value;
    return changeElements(value, segments, change, from + 1);
  }
  if (value !== undefined && value !== null && !isObject(value)) return value;
  const before = value && Object.hasOwn(value, segment) ? value[segment] : undefined;
  const after = changeAt(before, segments, change, from + 1);
  if (after === before) return value;
  if (after !== undefined) return { ...value, [segment]: after };
  const { [segment]: _, ...rest } = value ?? {};
  return rest;
}

/** Copied only from the first element on that changes: mostly none does. */
function changeElements(
  list: readonly Json[],
  segments: readonly string[],
  change: Change,
  from: number,
): readonly Json[] {
  let copy: Json[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const before = list[index];
    const after = changeAt(before, segments, change, from) ?? null;
    if (after === before) continue;
    copy ??= [...list];
    copy[index] = after;
  }
  return copy ?? list;
}

export function changeInside(values: JsonObject, segments: readonly string[], change: Change): JsonObject {
  return changeAt(values, segments, change) as JsonObject;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
