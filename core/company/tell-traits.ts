import type { Instant } from '#contracts/identifiers.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import { compareText } from '../segment/coerce.ts';

/** Bytes of JSON. Each member keeps a copy in her document. */
const mostBytes = 8 * 1024;
const mostTraits = 200;

interface Told {
  readonly traits: JsonObject;
  readonly times: { readonly [trait: string]: Instant };
}

/**
 * The newest word by event time wins, trait by trait; null removes one. Of two words of the same time the greater in the
 * order of their JSON stands, so that the order in which they come does not matter. Undefined where it would grow too large.
 */
export function tellTraits(held: Told, told: JsonObject, at: Instant): Told | 'too_large' {
  const values = new Map(Object.entries(held.traits));
  const since = new Map(Object.entries(held.times));
  for (const [name, value] of Object.entries(told)) {
    const before = since.get(name);
    if (before !== undefined && (at < before || (at === before && !isGreater(value, values.get(name))))) continue;
    since.set(name, at);
    if (value === null) values.delete(name);
    else values.set(name, value);
  }
  if (since.size > mostTraits) return 'too_large';
  const traits = Object.fromEntries(values);
  const bytes = Buffer.byteLength(JSON.stringify(traits));
  const isTooLarge = bytes > mostBytes && bytes > Buffer.byteLength(JSON.stringify(held.traits));
  return isTooLarge ? 'too_large' : { traits, times: Object.fromEntries(since) };
}

function isGreater(value: Json, other: Json | undefined): boolean {
  return compareText(JSON.stringify(value), JSON.stringify(other ?? null)) > 0;
}
