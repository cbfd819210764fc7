import type { Json, JsonObject } from '#contracts/json.ts';
import type { ConversionContext } from '../kind.ts';
import { looseValue } from '../parse-value.ts';
import { targetsUnder } from '../person.ts';
import type { Row } from '../row.ts';

/** Makes the traits or properties of a row: what is mapped under `room`, and the unmapped columns under their names. */
export function openFields(
  context: ConversionContext,
  room: 'traits' | 'properties',
  unmapped: readonly string[] = context.unmapped,
): (row: Row) => JsonObject {
  const places = [
    ...targetsUnder(context, `${room}.`).map((target) => ({
      path: target.slice(room.length + 1).split('.'),
      column: context.map.get(target),
      constant: context.constants?.get(target),
    })),
    ...unmapped.map((column) => ({ path: column.split('.'), column, constant: undefined })),
    // A column of this name would otherwise reach the prototype of every object.
  ].filter(({ path }) => !path.includes('__proto__'));
  return (row) => {
    const root: Record<string, Json> = {};
    for (const { path, column, constant } of places) {
      const value = fieldOf(row, column) ?? (constant === undefined ? undefined : looseValue(constant));
      if (value !== undefined) put(root, path, value);
    }
    return root;
  };
}

function fieldOf({ values, typed }: Row, column: string | undefined): Json | undefined {
  if (column === undefined) return undefined;
  const text = values[column];
  if (text === undefined || text === '') return undefined;
  return typed === undefined ? looseValue(text) : typed[column];
}

function put(root: Record<string, Json>, path: readonly string[], value: Json): void {
  let place = root;
  for (let index = 0; index < path.length - 1; index++) place = innerObject(place, path[index] ?? '');
  place[path.at(-1) ?? ''] = value;
}

function innerObject(place: Record<string, Json>, name: string): Record<string, Json> {
  const held = place[name];
  if (typeof held === 'object' && held !== null && !Array.isArray(held)) return held as Record<string, Json>;
  const made: Record<string, Json> = {};
  place[name] = made;
  return made;
}
