import { squaredDistance } from './scale.ts';

/**
 * How well clusters are told apart, from -1 to 1: the mean over all points of (b - a) / max(a, b), a being the mean distance
 * to the others of the point's own cluster and b that to the nearest other cluster; 0 for who is alone. Rousseeuw,
 * "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis", 1987. Takes time by the square of
 * the number of points.
 */
export function silhouette(points: readonly (readonly number[])[], clusters: readonly number[], count: number): number {
  if (points.length === 0) return 0;
  let total = 0;
  for (const [index, point] of points.entries()) {
    const sums = new Float64Array(count);
    const sizes = new Float64Array(count);
    for (const [other, place] of points.entries()) {
      if (other === index) continue;
      const cluster = clusters[other] ?? 0;
      sums[cluster] = (sums[cluster] ?? 0) + Math.sqrt(squaredDistance(point, place));
      sizes[cluster] = (sizes[cluster] ?? 0) + 1;
    }
    const own = clusters[index] ?? 0;
    if (!sizes[own]) continue;
    const within = (sums[own] ?? 0) / sizes[own];
    let between = Number.POSITIVE_INFINITY;
    for (let cluster = 0; cluster < count; cluster += 1) {
      const size = sizes[cluster] ?? 0;
      if (cluster !== own && size > 0) between = Math.min(between, (sums[cluster] ?? 0) / size);
    }
    const most = Math.max(within, between);
    if (Number.isFinite(between) && most > 0) total += (between - within) / most;
  }
  return total / points.length;
}
