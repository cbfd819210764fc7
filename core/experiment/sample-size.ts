import { normalQuantile } from './normal.ts';

/** An experiment of that size finds a difference of that size in four of five cases. */
const power = 0.8;

interface Question {
  /** What people do without any difference: a share, above 0 and below 1, or an amount for each. */
  readonly base: number;
  /** Of one person's amount; absent for shares, of which it follows. */
  readonly variance?: number | undefined;
  readonly scale: 'rate' | 'mean';
  readonly arms: number;
  /** From 0 to 1. */
  readonly confidence: number;
}

/**
 * People that each arm needs to find a result that is better by `relative` of the base, at the level of find-winner.ts. The usual
 * reckoning of two proportions (Fleiss, Levin and Paik, "Statistical Methods for Rates and Proportions", 2003, chapter 4), or of two
 * means with the same variance.
 */
export function peopleNeeded({ base, variance = 0, scale, arms, confidence }: Question, relative: number): number {
  const ofLevel = normalQuantile(1 - (1 - confidence) / arms);
  const ofPower = normalQuantile(power);
  if (scale === 'mean') {
    const difference = base * relative;
    return difference > 0
      ? Math.ceil((2 * variance * (ofLevel + ofPower) ** 2) / difference ** 2)
      : Number.POSITIVE_INFINITY;
  }
  const better = Math.min(1, base * (1 + relative));
  const difference = better - base;
  if (!(difference > 0)) return Number.POSITIVE_INFINITY;
  const middle = (base + better) / 2;
  const spread =
    ofLevel * Math.sqrt(2 * middle * (1 - middle)) + ofPower * Math.sqrt(base * (1 - base) + better * (1 - better));
  return Math.ceil((spread / difference) ** 2);
}

/** More than that nobody hopes for. */
const mostRelative = 1_000;

/** The smallest difference, as a share of the base, that so many people in each arm would show. Infinity where none would. */
export function leastDetectable(question: Question, peoplePerArm: number): number {
  const most = question.scale === 'rate' ? 1 / question.base - 1 : mostRelative;
  if (peopleNeeded(question, most) > peoplePerArm) return Number.POSITIVE_INFINITY;
  let [low, high] = [0, most];
  for (let halvings = 0; halvings < 50; halvings += 1) {
    const middle = (low + high) / 2;
    if (peopleNeeded(question, middle) > peoplePerArm) low = middle;
    else high = middle;
  }
  return high;
}
