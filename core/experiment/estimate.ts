import type { ArmCount } from '#contracts/experiment.ts';
import { normalQuantile } from './normal.ts';

/** Whether shares of people are compared, or what a person bought for on average. */
export type Scale = 'rate' | 'mean';

export interface Estimate {
  /** A share from 0 to 1, or an amount for each person. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const z95 = normalQuantile(0.975);

export function resultOf({ people, conversions, value }: ArmCount, scale: Scale): number {
  return people === 0 ? 0 : (scale === 'rate' ? conversions : value) / people;
}

/** Of one person's result. */
export function varianceOf(count: ArmCount, scale: Scale): number {
  const { people, valueSquares } = count;
  const result = resultOf(count, scale);
  if (scale === 'rate') return result * (1 - result);
  return people < 2 ? 0 : Math.max(0, (valueSquares - people * result * result) / (people - 1));
}

/**
 * The result of an arm with its 95 % interval: Wilson's for shares ("Probable inference", JASA 1927), which holds for small numbers
 * and next to 0 too; the normal one for amounts.
 */
export function estimate(count: ArmCount, scale: Scale): Estimate {
  const { people } = count;
  const value = resultOf(count, scale);
  if (people === 0) return { value: 0, low: 0, high: scale === 'rate' ? 1 : 0 };
  if (scale === 'mean') {
    const margin = z95 * Math.sqrt(varianceOf(count, scale) / people);
    return { value, low: value - margin, high: value + margin };
  }
  const square = z95 * z95;
  const middle = (value + square / (2 * people)) / (1 + square / people);
  const margin =
    (z95 / (1 + square / people)) * Math.sqrt((value * (1 - value)) / people + square / (4 * people * people));
  return {
    value,
    low: Math.max(0, Math.min(value, middle - margin)),
    high: Math.min(1, Math.max(value, middle + margin)),
  };
}

/**
 * By how much an arm does better than the control, as a share of the control's result, with its 95 % interval on the logarithm of the
 * ratio (Katz et al., Biometrics 1978). Undefined where one of them has no result yet.
 */
export function uplift(arm: ArmCount, control: ArmCount, scale: Scale): Estimate | undefined {
  const [of, to] = [resultOf(arm, scale), resultOf(control, scale)];
  if (!(of > 0 && to > 0)) return undefined;
  const spread = (count: ArmCount, result: number) => varianceOf(count, scale) / count.people / (result * result);
  const margin = z95 * Math.sqrt(spread(arm, of) + spread(control, to));
  const ratio = of / to;
  return { value: ratio - 1, low: ratio * Math.exp(-margin) - 1, high: ratio * Math.exp(margin) - 1 };
}
