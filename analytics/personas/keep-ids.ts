import { squaredDistance } from './scale.ts';

export interface KnownPersona {
  readonly id: string;
  /** Not standardised. */
  readonly centre: readonly number[];
}

/** As far apart as this in each feature on average, in standard deviations, two clusters are no longer the same kind of customer. */
const furthest = 0.75;

/**
 * The ids of new clusters: each is the persona of last time that it is nearest to, so that segments and names outlive a
 * computation, or a new one. `standardised` puts a centre on the scale of the new ones; `nextNumber` was never used.
 */
export function keepIds(
  centres: readonly (readonly number[])[],
  known: readonly KnownPersona[],
  standardised: (centre: readonly number[]) => readonly number[],
  nextNumber: number,
): readonly string[] {
  const pairs = centres.flatMap((centre, index) =>
    known.map(({ id, centre: before }) => ({ index, id, distance: squaredDistance(centre, standardised(before)) })),
  );
  pairs.sort((a, b) => a.distance - b.distance);
  const ids = new Map<number, string>();
  const taken = new Set<string>();
  for (const { index, id, distance } of pairs) {
    const width = centres[index]?.length ?? 1;
    if (ids.has(index) || taken.has(id) || distance > furthest ** 2 * width) continue;
    ids.set(index, id);
    taken.add(id);
  }
  let number = nextNumber;
  return centres.map((_, index) => {
    const kept = ids.get(index);
    if (kept !== undefined) return kept;
    number += 1;
    return `persona-${number - 1}`;
  });
}
