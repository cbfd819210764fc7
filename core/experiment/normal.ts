/**
 * P(Z <= z) of the standard normal distribution, by the rational approximation of Hart (1968) as given by West, "Better approximations
 * to cumulative normal functions", Wilmott 2005; to about 15 digits.
 */
export function normalCdf(z: number): number {
  const x = Math.abs(z);
  if (x > 37) return z > 0 ? 1 : 0;
  const density = Math.exp((-x * x) / 2);
  const tail = x < 7.07106781186547 ? (density * polynomial(above, x)) / polynomial(below, x) : fraction(x, density);
  return z > 0 ? 1 - tail : tail;
}

const above = [
  3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931,
  220.206867912376,
];
const below = [
  8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
  793.826512519948, 440.413735824752,
];

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}

function fraction(x: number, density: number): number {
  const depth = x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))));
  return density / (depth * 2.506628274631);
}

/** The z below which a share `p`, above 0 and below 1, of the standard normal distribution lies; by bisection of its cdf. */
export function normalQuantile(p: number): number {
  let [low, high] = [-38, 38];
  for (let halvings = 0; halvings < 60; halvings += 1) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
