/** People of one sort, of whom some were looked at. */
export interface Stratum {
  readonly people: number;
  readonly looked: number;
  /** Of those looked at, how many it holds for. */
  readonly found: number;
}

export interface Estimate {
  readonly people: number;
  /** 95 of 100 such estimates are no further off than so many people; 0 where everybody was looked at. */
  readonly error: number;
}

const deviations95 = 1.96;

/**
 * Stratified sampling without replacement (Cochran, Sampling Techniques, chapter 5). The variance of a share goes by the
 * share as Agresti and Coull correct it (The American Statistician 52, 1998), so that nobody found does not mean no error:
 * as if four more had been looked at, of whom it holds for half, or for as many as of those of whom more were looked at.
 */
export function estimateOf(strata: readonly Stratum[]): Estimate {
  let people = 0;
  let variance = 0;
  let expected = 0.5;
  const larger = { looked: 0, found: 0 };
  for (const { looked, found, ...stratum } of strata.toSorted((a, b) => b.looked - a.looked)) {
    if (looked === 0) continue;
    // What is known of how many there are may be a moment old.
    const all = Math.max(stratum.people, looked);
    people += (all * found) / looked;
    const corrected = (found + 4 * expected) / (looked + 4);
    variance += all * (all - looked) * ((corrected * (1 - corrected)) / looked);
    larger.looked += looked;
    larger.found += found;
    expected = (larger.found + 2) / (larger.looked + 4);
  }
  return { people: Math.round(people), error: Math.ceil(deviations95 * Math.sqrt(variance)) };
}
