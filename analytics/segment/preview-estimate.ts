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
 * share as Agresti and Coull correct it (The American Statistician 52, 1998), so that nobody found does not mean no error.
 */
export function estimateOf(strata: readonly Stratum[]): Estimate {
  let people = 0;
  let variance = 0;
  for (const stratum of strata) {
    const { looked, found } = stratum;
    if (looked === 0) continue;
    // What is known of how many there are may be a moment old.
    const all = Math.max(stratum.people, looked);
    people += (all * found) / looked;
    const corrected = (found + 2) / (looked + 4);
    variance += all * (all - looked) * ((corrected * (1 - corrected)) / looked);
  }
  return { people: Math.round(people), error: Math.ceil(deviations95 * Math.sqrt(variance)) };
}
