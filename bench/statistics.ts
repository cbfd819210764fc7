/** A figure measured several times: the middle one, and how far the others lie apart. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly count: number;
}

/**
 * The value below which a share of 0 to 1 of the samples lies, by linear interpolation between the two nearest (Hyndman
 * and Fan's definition 7). NaN of nothing.
 */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

export function spreadOf(samples: readonly number[]): Spread {
  return { median: median(samples), least: quantile(samples, 0), most: quantile(samples, 1), count: samples.length };
}
