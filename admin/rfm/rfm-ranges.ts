import type { RfmBoundaries, RfmScore } from '#contracts/rfm.ts';

/** What a score stands for: from `least` on, to `most` included; either may be open. */
export interface ScoreRange {
  readonly least: number | undefined;
  readonly most: number | undefined;
}

/** Whole days since the last order; 5 is the newest fifth. */
export function recencyRange({ recencyDays }: RfmBoundaries, score: RfmScore): ScoreRange {
  return range(recencyDays, 6 - score, 0);
}

/** Orders. */
export function frequencyRange({ frequency }: RfmBoundaries, score: RfmScore): ScoreRange {
  return range(frequency, score, 1);
}

function range(boundaries: readonly number[], interval: number, smallest: number): ScoreRange {
  const end = boundaries[interval - 1];
  return { least: interval === 1 ? smallest : boundaries[interval - 2], most: end === undefined ? undefined : end - 1 };
}

/** Between two equal boundaries there is nobody. */
export function isEmptyRange({ least, most }: ScoreRange): boolean {
  return least !== undefined && most !== undefined && most < least;
}
