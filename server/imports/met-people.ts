import { createHash } from 'node:crypto';
import type { Identity } from '#contracts/identifiers.ts';

/**
 * Remembers people by a number of 48 bits for each of their identities: ten million take about 160 MB, a millionth of them
 * is taken for somebody else.
 */
export function createMetPeople(): { meet(identities: readonly Identity[]): boolean } {
  let slots = new Float64Array(1 << 16);
  let used = 0;

  function add(number: number): boolean {
    if (used * 2 > slots.length) grow();
    const place = placeOf(slots, number);
    if (slots[place] === number) return false;
    slots[place] = number;
    used++;
    return true;
  }

  function grow(): void {
    const larger = new Float64Array(slots.length * 2);
    for (const number of slots) if (number !== 0) larger[placeOf(larger, number)] = number;
    slots = larger;
  }

  return {
    /** True for somebody none of whose identities was seen before. */
    meet(identities) {
      let isNew = true;
      for (const { kind, value } of identities) {
        const hash = createHash('sha256').update(kind).update('\0').update(value).digest();
        if (!add(hash.readUIntBE(0, 6) + 1)) isNew = false;
      }
      return isNew;
    },
  };
}

function placeOf(slots: Float64Array, number: number): number {
  let place = number % slots.length;
  while (slots[place] !== 0 && slots[place] !== number) place = (place + 1) % slots.length;
  return place;
}
