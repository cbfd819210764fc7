import { normalQuantile } from './normal.ts';

/** An experiment of that size finds a difference of that size in four of five cases. */
export const power = 0.8;

interface Question {
  /** Share of people who do it without any difference, above 0 and below 1. */
  readonly base: number;
  readonly arms: number;
  /** From 0 to 1. */
  readonly confidence: number;
}

/**
 * People that each arm needs to find a result that is better by `relative` of the base, at the level of find-winner.ts. The usual
 * reckoning of two proportions (Fleiss, Levin and Paik, "Statistical Methods for Rates and Proportions", 2003, chapter 4).
 */
export function peopleNeeded({ base, arms, confidence }: Question, relative: number): number {
  const better = Math.min(1, base * (1 + relative));
  const difference = better - base;
  if (!(difference > 0)) return Number.POSITIVE_INFINITY;
  const middle = (base + better) / 2;
  const ofLevel = normalQuantile(1 - (1 - confidence) / arms) * Math.sqrt(2 * middle * (1 - middle));
  const ofPower = normalQuantile(power) * Math.sqrt(base * (1 - base) + better * (1 - better));
  return Math.ceil(((ofLevel + ofPower) / difference) ** 2);
}

/** The smallest difference, as a share of the base, that so many people in each arm would show. Infinity where none would. */
export function leastDetectable(question: Question, peoplePerArm: number): number {
  const most = 1 / question.base - 1;
  if (peopleNeeded(question, most) > peoplePerArm) return Number.POSITIVE_INFINITY;
  let [low, high] = [0, most];
  for (let halvings = 0; halvings < 40; halvings += 1) {
    const middle = (low + high) / 2;
    if (peopleNeeded(question, middle) > peoplePerArm) low = middle;
    else high = middle;
  }
  return high;
}
