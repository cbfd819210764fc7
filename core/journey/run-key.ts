import type { JsonObject } from '#contracts/json.ts';
import { scalarsOf, valueAt } from '../segment/property-value.ts';

const longestKey = 200;

/** The value of a property as the key of a run; undefined where there is none, or none that can be one. */
export function keyIn(properties: JsonObject, property: string): string | undefined {
  const [value] = scalarsOf(valueAt(properties, property));
  const key = value === undefined ? '' : String(value);
  return key === '' || key.length > longestKey ? undefined : key;
}
