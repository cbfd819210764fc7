import type { Json, JsonObject } from '#contracts/json.ts';

export interface PayloadValue {
  readonly path: string;
  /** What stands there in this payload, shortened. */
  readonly sample: string;
}

export interface PayloadShape {
  readonly values: readonly PayloadValue[];
  /** Lists of objects with what stands in their first one. */
  readonly lists: readonly { readonly path: string; readonly items: readonly PayloadValue[] }[];
}

const longestSample = 60;
/** Nobody looks through more; what lies deeper can be typed. */
const mostValues = 400;
const deepest = 8;

/** The paths of a payload with its headers. A text that is no JSON object has only headers. */
export function shapeOf(body: string, headers: Readonly<Record<string, string>>, unwrap?: string): PayloadShape {
  const values: PayloadValue[] = [];
  const lists: { path: string; items: PayloadValue[] }[] = [];
  const walk = (value: Json, path: string, depth: number): void => {
    if (values.length >= mostValues || depth > deepest) return;
    if (Array.isArray(value)) {
      const [first] = value as readonly Json[];
      if (isObject(first)) lists.push({ path, items: leaves(first) });
      else if (value.length > 0) values.push({ path, sample: shortened(value) });
      return;
    }
    if (!isObject(value)) {
      if (value !== null && value !== '') values.push({ path, sample: shortened(value) });
      return;
    }
    for (const [name, inner] of Object.entries(value)) {
      if (path !== '' || name !== unwrap) walk(inner, path === '' ? name : `${path}.${name}`, depth + 1);
    }
  };
  walk(unwrapped(body, unwrap), '', 0);
  const told = Object.entries(headers).map(([name, value]) => ({ path: `header:${name}`, sample: shortened(value) }));
  return { values: [...values, ...told], lists };
}

/** What stands at the first of the paths, which `|` parts, that is there. */
export function sampleAt(values: readonly PayloadValue[], paths: string): string | undefined {
  for (const path of paths.split('|')) {
    const found = values.find((value) => value.path === path.trim());
    if (found) return found.sample;
  }
  return undefined;
}

function leaves(item: JsonObject): PayloadValue[] {
  return [...shapeOf(JSON.stringify(item), {}).values];
}

function unwrapped(text: string, field: string | undefined): JsonObject {
  const body = parseObject(text) ?? {};
  const inner = field === undefined ? undefined : body[field];
  if (isObject(inner)) return { ...body, ...inner };
  return typeof inner === 'string' ? { ...body, ...parseObject(decoded(inner)) } : body;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shortened(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longestSample ? `${text.slice(0, longestSample)}…` : text;
}
