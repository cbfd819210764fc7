import type { FactPlace } from '#components/destination/store.ts';

/** Behind every fact of the commit; ordinals have 32 bits. */
export function endOf(commit: number): FactPlace {
  return { commit, ordinal: 2 ** 32 };
}

export function isBefore(a: FactPlace, b: FactPlace): boolean {
  return a.commit < b.commit || (a.commit === b.commit && a.ordinal < b.ordinal);
}
