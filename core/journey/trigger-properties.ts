import type { Run } from '../state.ts';

type Properties = Run['trigger']['properties'];

/**
 * Bytes of JSON of a trigger's properties. The trigger goes with the run into each of its waiting messages and each send
 * that may fall back, all in one document, and an event may have 32 KB.
 */
const mostTriggerBytes = 4 * 1024;

/**
 * The largest properties go first: those are lists, of which a message shows little, and what it names or compares is
 * short. Beyond the limit they are missing to the content and the conditions of the run, like any that was never sent.
 */
export function cappedProperties(properties: Properties): Properties {
  if (bytesOf(properties) <= mostTriggerBytes) return properties;
  const kept = new Map(Object.entries(properties));
  const largestFirst = [...kept]
    .map(([name, value]) => ({ name, bytes: bytesOf({ [name]: value }) }))
    .sort((a, b) => b.bytes - a.bytes);
  let bytes = 1 + largestFirst.reduce((sum, property) => sum + property.bytes - 1, 0);
  for (const property of largestFirst) {
    if (bytes <= mostTriggerBytes) break;
    kept.delete(property.name);
    bytes -= property.bytes - 1;
  }
  return Object.fromEntries(kept);
}

function bytesOf(properties: Properties): number {
  return Buffer.byteLength(JSON.stringify(properties));
}
