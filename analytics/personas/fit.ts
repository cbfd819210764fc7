import { kmeans } from 'ml-kmeans';
import { nearest, type Scale, scaleOf, squaredDistance, standardise } from './scale.ts';
import { silhouette } from './silhouette.ts';

export interface FittedPersonas {
  readonly scale: Scale;
  /** Standardised; the largest cluster of the sample first. */
  readonly centres: readonly (readonly number[])[];
  readonly silhouette: number;
}

/** Two kinds of customers are no help, and more than eight nobody remembers. */
const fewestClusters = 3;
const mostClusters = 8;

/** Smaller ones are exceptions, and no kind of customer. */
const smallestShare = 0.03;

/** The best of several beginnings: k-means ends wherever it began near to. */
const beginnings = 4;

/** One kind of customer more has to be told apart this much better. */
const worthOneMore = 0.005;

const silhouetteSample = 800;

/**
 * Clusters customers by k-means on standardised features. The number of clusters is the one with the highest silhouette.
 * The same vectors and seed give the same clusters.
 */
export function fitPersonas(
  vectors: readonly (readonly number[])[],
  seed: number,
  onProgress: (share: number) => void = () => {},
): FittedPersonas {
  const scale = scaleOf(vectors);
  const points = vectors.map((vector) => standardise(scale, vector));
  const stride = Math.max(1, Math.ceil(points.length / silhouetteSample));
  let best: FittedPersonas | undefined;
  for (let count = fewestClusters; count <= Math.min(mostClusters, points.length - 1); count += 1) {
    const { centroids, clusters } = cluster(points, count, seed);
    const sizes = sizesOf(clusters, count);
    if (Math.min(...sizes) >= smallestShare * points.length || best === undefined) {
      const some = points.flatMap((point, index) =>
        index % stride === 0 ? [{ point, of: clusters[index] ?? 0 }] : [],
      );
      const score = silhouette(
        some.map(({ point }) => point),
        some.map(({ of }) => of),
        count,
      );
      if (best === undefined || score > best.silhouette + worthOneMore) {
        const ranked = centroids.map((centre, index) => ({ centre, size: sizes[index] ?? 0 }));
        ranked.sort((a, b) => b.size - a.size);
        best = { scale, centres: ranked.map(({ centre }) => centre), silhouette: score };
      }
    }
    onProgress((count - fewestClusters + 1) / (mostClusters - fewestClusters + 1));
  }
  return best ?? { scale, centres: [], silhouette: 0 };
}

function cluster(points: number[][], count: number, seed: number) {
  const tries = Array.from({ length: beginnings }, (_, index) => {
    const { centroids } = kmeans(points, count, { seed: seed + index, initialization: 'kmeans++' });
    // As customers are assigned later: of two centres in the same place the first has all.
    const clusters = points.map((point) => nearest(centroids, point));
    const error = points.reduce(
      (sum, point, at) => sum + squaredDistance(point, centroids[clusters[at] ?? 0] ?? point),
      0,
    );
    return { clusters, centroids, error };
  });
  return tries.reduce((best, one) => (one.error < best.error ? one : best));
}

function sizesOf(clusters: readonly number[], count: number): readonly number[] {
  const sizes = Array.from({ length: count }, () => 0);
  for (const one of clusters) sizes[one] = (sizes[one] ?? 0) + 1;
  return sizes;
}
