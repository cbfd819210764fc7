import { type Spread, spreadOf } from './statistics.ts';

/** One measured figure, beside the raw limit that was measured in the same run where there is one. */
export interface Figure {
  readonly scenario: string;
  readonly metric: string;
  readonly unit: string;
  /** Median of the rounds. */
  readonly value: number;
  readonly spread: Spread;
  readonly limit?: Limit;
  readonly target?: Target;
  /** What was done, in words and numbers. */
  readonly conditions: string;
}

/** What the machine does at most without the product, and how much of it the product reaches. */
export interface Limit {
  readonly name: string;
  readonly spread: Spread;
  /** Share of the limit that was reached: the median of the ratios of each round. */
  readonly ratio: number;
}

export interface Target {
  readonly comparison: 'at_least' | 'below';
  readonly value: number;
}

interface Measured {
  readonly metric: string;
  readonly unit: string;
  /** One per round. */
  readonly values: readonly number[];
  /** Of the same rounds, in the same order. */
  readonly limit?: { readonly name: string; readonly values: readonly number[] };
  readonly target?: Target;
}

export function figureOf(
  scenario: string,
  conditions: string,
  { metric, unit, values, limit, target }: Measured,
): Figure {
  const spread = spreadOf(values);
  return {
    scenario,
    metric,
    unit,
    value: spread.median,
    spread,
    ...(limit && { limit: { name: limit.name, spread: spreadOf(limit.values), ratio: ratioOf(values, limit.values) } }),
    ...(target && { target }),
    conditions,
  };
}

function ratioOf(values: readonly number[], limits: readonly number[]): number {
  return spreadOf(values.map((value, round) => value / (limits[round] ?? Number.NaN))).median;
}

export function meets({ value }: Figure, { comparison, value: wanted }: Target): boolean {
  return comparison === 'below' ? value < wanted : value >= wanted;
}

/** One line for machines. `machine` says where and when. */
export function toJsonLine(figure: Figure, machine: object): string {
  const { limit, spread, ...rest } = figure;
  return JSON.stringify({
    ...rest,
    least: spread.least,
    most: spread.most,
    rounds: spread.count,
    ...(limit && { limit: limit.spread.median, limitOf: limit.name, ratio: limit.ratio }),
    machine,
  });
}
