import { eventByteLimit, nestingLimit } from '#contracts/tracking.ts';

/** An escaped character of JSON takes six bytes at most; a number, a literal or punctuation less than 32. */
const bytesPerCharacter = 6;
const bytesPerValue = 32;

/**
 * What stops one parsed event from being stored: too many bytes, or too deep. The size is estimated from above while
 * walking and only counted exactly for the few that come near the limit, because writing the JSON again would cost as much
 * as parsing it did.
 */
export function measureJson(event: object): 'fits' | 'too_large' | 'too_deep' {
  const characters = estimate(event, 1);
  if (characters === tooDeep) return 'too_deep';
  if (characters <= eventByteLimit) return 'fits';
  return Buffer.byteLength(JSON.stringify(event)) <= eventByteLimit ? 'fits' : 'too_large';
}

const tooDeep = Number.POSITIVE_INFINITY;

function estimate(value: unknown, depth: number): number {
  if (typeof value === 'string') return value.length * bytesPerCharacter + bytesPerValue;
  if (typeof value !== 'object' || value === null) return bytesPerValue;
  if (depth > nestingLimit) return tooDeep;
  let size = bytesPerValue;
  if (Array.isArray(value)) {
    for (const item of value) size += estimate(item, depth + 1);
    return size;
  }
  for (const key in value) {
    size += key.length * bytesPerCharacter + estimate((value as Record<string, unknown>)[key], depth + 1);
  }
  return size;
}
