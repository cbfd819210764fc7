import type { ArmCount } from '#contracts/experiment.ts';
import { resultOf, type Scale, varianceOf } from './estimate.ts';
import { normalCdf } from './normal.ts';

/**
 * The arm that is significantly better than every other one. It must beat each of them by a one-sided two-sample test (z of two
 * proportions with the pooled share; Welch's for amounts) at the level (1 - confidence) / number of arms. Having to beat all is an
 * intersection-union test (Berger, Technometrics 1982), whose level is that of a single comparison; any of the arms may be the
 * one, which the division pays for. So with arms that are all alike an arm is found in at most 1 - confidence of the
 * experiments, and of two arms this is the usual two-sided test. It holds for one look at a time that does not depend on the results.
 */
export function findWinner(counts: readonly ArmCount[], scale: Scale, confidence: number): string | undefined {
  const level = (1 - confidence) / counts.length;
  return counts.find((arm) => counts.every((other) => other === arm || superiority(arm, other, scale) < level))?.arm;
}

/** The arm with the best result, the first of several. */
export function bestArm(counts: readonly ArmCount[], scale: Scale): string | undefined {
  return counts.reduce<ArmCount | undefined>(
    (best, count) => (best === undefined || resultOf(count, scale) > resultOf(best, scale) ? count : best),
    undefined,
  )?.arm;
}

/** The p-value of "the arm is no better than the other one"; 1 where there is nothing to compare. */
export function superiority(arm: ArmCount, other: ArmCount, scale: Scale): number {
  if (arm.people === 0 || other.people === 0) return 1;
  const difference = resultOf(arm, scale) - resultOf(other, scale);
  const error = Math.sqrt(scale === 'rate' ? pooled(arm, other) : unpooled(arm, other));
  return error > 0 ? normalCdf(-difference / error) : 1;
}

function pooled(arm: ArmCount, other: ArmCount): number {
  const share = (arm.conversions + other.conversions) / (arm.people + other.people);
  return share * (1 - share) * (1 / arm.people + 1 / other.people);
}

function unpooled(arm: ArmCount, other: ArmCount): number {
  return varianceOf(arm, 'mean') / arm.people + varianceOf(other, 'mean') / other.people;
}
