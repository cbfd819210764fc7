import type { ArmCount } from '#contracts/experiment.ts';
import { resultOf, type Scale, varianceOf } from './estimate.ts';

/** Between the points a posterior of people in the millions beside one of hundreds is still seen. */
const points = 8_000;
const deviations = 9;

/** What is believed of an arm's result: its mean and deviation, and the logarithm of its density up to a constant. */
interface Posterior {
  readonly mean: number;
  readonly deviation: number;
  readonly least: number;
  readonly most: number;
  logDensity(x: number): number;
}

/**
 * How likely each arm is to be the best, in the order given; they add up to 1. A share has the posterior Beta(1 + conversions,
 * 1 + others), of a uniform prior; an amount the normal one of its mean. Integrates the density of each arm with the cumulated
 * densities of all others over a grid, so that the same counts always come to the same (no sampling).
 *
 * Sharing people out by it is Thompson sampling in batches: Thompson, Biometrika 1933; Russo et al., "A Tutorial on Thompson Sampling",
 * Foundations and Trends in Machine Learning 2018, section 3.
 */
export function probabilityBest(counts: readonly ArmCount[], scale: Scale): readonly number[] {
  if (counts.length < 2) return counts.map(() => 1);
  const posteriors = counts.map((count) => (scale === 'rate' ? betaPosterior(count) : normalPosterior(count)));
  const low = Math.min(
    ...posteriors.map(({ mean, deviation, least }) => Math.max(least, mean - deviations * deviation)),
  );
  const high = Math.max(
    ...posteriors.map(({ mean, deviation, most }) => Math.min(most, mean + deviations * deviation)),
  );
  const width = (high - low) / points;
  if (!(width > 0)) return counts.map(() => 1 / counts.length);
  const masses = posteriors.map((posterior) => massesOf(posterior, low, width));
  const wins = new Array<number>(counts.length).fill(0);
  const below = new Array<number>(counts.length).fill(0);
  for (let point = 0; point < points; point += 1) {
    for (let arm = 0; arm < counts.length; arm += 1) {
      let mass = masses[arm]?.[point] ?? 0;
      for (let other = 0; mass > 0 && other < counts.length; other += 1) {
        // Two in the same cell: each is the better one half of the time.
        if (other !== arm) mass *= (below[other] ?? 0) + (masses[other]?.[point] ?? 0) / 2;
      }
      wins[arm] = (wins[arm] ?? 0) + mass;
    }
    for (let arm = 0; arm < counts.length; arm += 1) below[arm] = (below[arm] ?? 0) + (masses[arm]?.[point] ?? 0);
  }
  const total = wins.reduce((sum, win) => sum + win, 0);
  return wins.map((win) => (total > 0 ? win / total : 1 / counts.length));
}

/** The share of a posterior in each cell of the grid. */
function massesOf(posterior: Posterior, low: number, width: number): Float64Array {
  const masses = new Float64Array(points);
  let most = Number.NEGATIVE_INFINITY;
  for (let point = 0; point < points; point += 1) {
    const log = posterior.logDensity(low + (point + 0.5) * width);
    masses[point] = log;
    if (log > most) most = log;
  }
  let total = 0;
  for (let point = 0; point < points; point += 1) {
    const mass = Math.exp((masses[point] ?? 0) - most);
    masses[point] = mass;
    total += mass;
  }
  for (let point = 0; point < points; point += 1) masses[point] = (masses[point] ?? 0) / total;
  return masses;
}

function betaPosterior({ people, conversions }: ArmCount): Posterior {
  const [a, b] = [1 + conversions, 1 + Math.max(0, people - conversions)];
  const mean = a / (a + b);
  return {
    ...{ mean, deviation: Math.sqrt((mean * (1 - mean)) / (a + b + 1)), least: 0, most: 1 },
    logDensity: (x) => (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x),
  };
}

/** Without a spread nothing is known of an amount yet: then it may as well be anything near its size. */
function normalPosterior(count: ArmCount): Posterior {
  const mean = resultOf(count, 'mean');
  const spread = Math.sqrt(varianceOf(count, 'mean') / Math.max(1, count.people));
  const deviation = spread > 0 ? spread : Math.max(1, Math.abs(mean));
  return {
    ...{ mean, deviation, least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY },
    logDensity: (x) => -((x - mean) ** 2) / (2 * deviation * deviation),
  };
}
