import type { Instant } from './identifiers.ts';
import type { JourneyNode } from './journey/nodes.ts';

export type ExperimentNode = Extract<JourneyNode, { kind: 'experiment' }>;

/**
 * `learning`: by the node's weights, until it is decided; `winner`: one arm was significantly better; `best`: none was, and the one
 * with the best result was taken; `no_difference`: none was, and the weights stay; `balancing`: shares of a bandit; `chosen`: somebody chose an arm.
 */
export const experimentStates = ['learning', 'winner', 'best', 'no_difference', 'balancing', 'chosen'] as const;
export type ExperimentState = (typeof experimentStates)[number];

/** What came of the people of one arm whose time to act is over. */
export interface ArmCount {
  readonly arm: string;
  readonly people: number;
  /** People who did it. */
  readonly conversions: number;
  /** What they bought for, added up, and the squares of it; 0 for measures other than revenue. */
  readonly value: number;
  readonly valueSquares: number;
}

/**
 * How an experiment shares people out from one release on, in every version of its journey in which it is set as `basis` says. The
 * fact of a draw names `sinceRelease`.
 */
export interface ExperimentAllocation {
  readonly journey: string;
  readonly node: string;
  readonly sinceRelease: number;
  readonly at: Instant;
  /** Where counting began: the release and time of the first allocation since the experiment was published or started over. */
  readonly round: { readonly release: number; readonly at: Instant };
  readonly basis: string;
  readonly state: ExperimentState;
  /** The arm that was found, taken or chosen. */
  readonly arm: string | null;
  /** Shares by arm; they need not add up to anything. */
  readonly weights: { readonly [arm: string]: number };
  /** Who chose or started over. */
  readonly by: string | null;
  /** What it was decided from. */
  readonly counts: readonly ArmCount[];
}

type ExperimentParts = Pick<ExperimentNode, 'arms' | 'control' | 'measure' | 'allocation'>;

/**
 * The same text for the same experiment: names of arms and the place on the canvas make no difference. Releases keep it, so how it is
 * written must never change: every experiment would begin anew.
 */
export function experimentBasis({ arms, control, measure, allocation }: ExperimentParts): string {
  const weights = arms.map(({ id, weight }) => [id, weight]);
  return JSON.stringify([weights, control ?? null, measure ?? null, allocation ?? null], inOrder);
}

/** Whoever wrote it may have written its members in another order. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The shares with which it begins. */
export function weightsOf({ arms }: Pick<ExperimentNode, 'arms'>): { readonly [arm: string]: number } {
  return Object.fromEntries(arms.map(({ id, weight }) => [id, weight]));
}
