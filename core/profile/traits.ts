import type { Json, JsonObject } from '#contracts/json.ts';
import type { Work } from '../work.ts';

/**
 * Bytes of JSON. The document is read and written with every event of a person, and whoever can send an identify could
 * otherwise make it grow for ever. One event has at most 32 KB.
 */
const mostBytes = 48 * 1024;

/**
 * Sets traits; null removes one. Returns the names whose value changed. Where they would grow beyond the limit nothing
 * of them is taken and a drop tells it under `id`: half of an identify would be harder to understand than none.
 */
export function applyTraits(work: Work, traits: JsonObject, id: string): readonly string[] {
  const changed: string[] = [];
  const told = Object.entries(traits);
  // As a rule nothing is told to a seed or a timer, and a copy of all her traits is dear beside it.
  if (told.length === 0) return changed;
  const next: { [name: string]: Json } = { ...work.state.traits };
  for (const [name, value] of told) {
    if (value === null) {
      if (!(name in next)) continue;
      delete next[name];
    } else {
      const held = next[name];
      if (held !== undefined && JSON.stringify(held) === JSON.stringify(value)) continue;
      next[name] = value;
    }
    changed.push(name);
  }
  if (changed.length === 0) return changed;
  const bytes = bytesOf(next);
  // What was larger before there was a limit may shrink.
  if (bytes > mostBytes && bytes >= bytesOf(work.state.traits)) {
    recordTooLarge(work, id, `${bytes} bytes of traits`);
    return [];
  }
  work.state = { ...work.state, traits: next };
  return changed;
}

/** Those that she has not. */
export function missingTraits({ state }: Work, traits: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(traits).filter(([name]) => !Object.hasOwn(state.traits, name)));
}

/** Hers, and those of a merged person that she has not, as far as there is room. */
export function uniteTraits(work: Work, own: JsonObject, other: JsonObject, id: string): JsonObject {
  const united = { ...other, ...own };
  if (bytesOf(united) <= mostBytes) return united;
  const kept: { [name: string]: Json } = { ...own };
  const leftOut: string[] = [];
  let bytes = bytesOf(own);
  for (const [name, value] of Object.entries(other)) {
    if (Object.hasOwn(own, name)) continue;
    // The braces of an object of one stand for its comma.
    const more = bytesOf({ [name]: value });
    if (bytes + more > mostBytes) {
      leftOut.push(name);
      continue;
    }
    bytes += more;
    kept[name] = value;
  }
  // Names are as long as a sender likes, and may be thousands.
  recordTooLarge(work, id, leftOut.join(', ').slice(0, 200));
  return kept;
}

function recordTooLarge(work: Work, id: string, detail: string): void {
  work.facts.push({ type: 'drop', profile: work.state.profile, at: work.now, id, reason: 'too_large', detail });
}

function bytesOf(traits: JsonObject): number {
  return Buffer.byteLength(JSON.stringify(traits));
}
