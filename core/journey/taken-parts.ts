import type { Json, JsonObject } from '#contracts/json.ts';
import { isObject, listMark } from '../segment/property-value.ts';

/** Bytes of JSON. A value of a run has a kilobyte at most, so most answers fit with all that is taken of them. */
const mostBytes = 4 * 1024;

/**
 * An answer without what nobody asked for: at each of the paths (core/segment/property-value.ts) it says the same. The paths
 * count in their order; one with which it would become too long is left out.
 */
export function takenParts(values: JsonObject, paths: readonly string[]): JsonObject {
  let kept: readonly Steps[] = [];
  let parts: JsonObject = {};
  for (const path of paths) {
    const more = [...kept, stepsOf(path)];
    const found = partsOf(values, more);
    if (!isObject(found) || Buffer.byteLength(JSON.stringify(found)) > mostBytes) continue;
    kept = more;
    parts = found;
  }
  return parts;
}

/** Names of members, which have no dots; the mark of a list stands between its path and that within each of what it holds. */
type Steps = readonly string[];

function stepsOf(path: string): Steps {
  if (!path.includes('.')) return [path];
  return path.split(listMark).flatMap((part, index) => [...(index > 0 ? [listMark] : []), ...part.split('.')]);
}

function partsOf(value: Json | undefined, paths: readonly Steps[]): Json | undefined {
  if (value === undefined || paths.some((path) => path.length === 0)) return value;
  if (paths.length === 0) return undefined;
  const within = (step: string) => paths.filter(([first]) => first === step).map((path) => path.slice(1));
  if (Array.isArray(value)) return value.flatMap((item) => partsOf(item, within(listMark)) ?? []);
  if (!isObject(value)) return undefined;
  const names = new Set(paths.flatMap(([first = listMark]) => (first === listMark ? [] : [first])));
  const members = [...names].flatMap((name) => {
    const part = Object.hasOwn(value, name) ? partsOf(value[name], within(name)) : undefined;
    return part === undefined ? [] : [[name, part] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
