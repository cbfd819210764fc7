/** Mean and standard deviation of each number of the vectors that it was made from. */
export interface Scale {
  readonly mean: readonly number[];
  /** 0 where all were the same: nobody can be told apart by it. */
  readonly deviation: readonly number[];
}

/** One odd customer must not have a cluster of her own. */
const furthest = 3;

const indistinct = 1e-9;

export function scaleOf(vectors: readonly (readonly number[])[]): Scale {
  const count = Math.max(1, vectors.length);
  const width = vectors[0]?.length ?? 0;
  const over = (sum: (vector: readonly number[], index: number) => number) =>
    Array.from(
      { length: width },
      (_, index) => vectors.reduce((total, vector) => total + sum(vector, index), 0) / count,
    );
  const mean = over((vector, index) => vector[index] ?? 0);
  const variance = over((vector, index) => ((vector[index] ?? 0) - (mean[index] ?? 0)) ** 2);
  return { mean, deviation: variance.map((value) => (value > indistinct ? Math.sqrt(value) : 0)) };
}

/** In standard deviations from the mean, at most three. */
export function standardise({ mean, deviation }: Scale, vector: readonly number[]): number[] {
  return vector.map((value, index) => {
    const spread = deviation[index] ?? 0;
    const distance = spread === 0 ? 0 : (value - (mean[index] ?? 0)) / spread;
    return Math.max(-furthest, Math.min(furthest, distance));
  });
}

export function squaredDistance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += ((a[index] ?? 0) - (b[index] ?? 0)) ** 2;
  return sum;
}

/** Index of the centre that is nearest; of several the first. */
export function nearest(centres: readonly (readonly number[])[], vector: readonly number[]): number {
  let best = 0;
  let shortest = Number.POSITIVE_INFINITY;
  for (const [index, centre] of centres.entries()) {
    const distance = squaredDistance(centre, vector);
    if (distance < shortest) {
      shortest = distance;
      best = index;
    }
  }
  return best;
}
