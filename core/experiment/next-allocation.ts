import { type ArmCount, type ExperimentAllocation, type ExperimentNode, weightsOf } from '#contracts/experiment.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { ExperimentSettings } from '#contracts/journey/experiment-settings.ts';
import { hours } from '../duration.ts';
import { banditShares } from './bandit-shares.ts';
import type { Scale } from './estimate.ts';
import { bestArm, findWinner } from './find-winner.ts';

/** What the next release brings: the rest of an allocation is where and when. */
export type NewAllocation = Pick<ExperimentAllocation, 'state' | 'arm' | 'weights' | 'counts'>;

/** Whoever changes by less than a hundredth of everybody is left as she is: a release is for every lane. */
const leastChange = 0.01;

export function scaleOf({ measure }: Pick<ExperimentNode, 'measure'>): Scale {
  return measure?.type === 'revenue' ? 'mean' : 'rate';
}

/**
 * When it is to be looked at next; undefined where nothing is left to decide. The end of learning depends on nothing but the settings, so
 * that looking does not make a difference more likely.
 */
export function lookDue(
  { measure, allocation: settings }: ExperimentNode,
  inForce: ExperimentAllocation,
): Instant | undefined {
  if (measure === undefined || settings === undefined) return undefined;
  if (settings.mode === 'winner') {
    return inForce.state === 'learning'
      ? inForce.round.at + hours(settings.learnHours + measure.withinHours)
      : undefined;
  }
  if (inForce.state === 'learning') return inForce.round.at + hours(measure.withinHours + settings.everyHours);
  return inForce.state === 'balancing' ? inForce.at + hours(settings.everyHours) : undefined;
}

/** Undefined: it stays as it is, because people are missing or next to nothing would change. */
export function nextAllocation(
  node: ExperimentNode,
  inForce: ExperimentAllocation,
  found: readonly ArmCount[],
): NewAllocation | undefined {
  const { allocation: settings } = node;
  if (settings === undefined) return undefined;
  const counts = node.arms.map(({ id }) => found.find(({ arm }) => arm === id) ?? nobody(id));
  return settings.mode === 'winner' ? decide(node, settings, counts) : balance(node, settings, inForce, counts);
}

function decide(
  node: ExperimentNode,
  settings: Extract<ExperimentSettings, { mode: 'winner' }>,
  counts: readonly ArmCount[],
): NewAllocation | undefined {
  // An arm without a weight draws nobody, and would be waited for in vain.
  const drawn = counts.filter(({ arm }) => (weightsOf(node)[arm] ?? 0) > 0);
  if (drawn.some(({ people }) => people < settings.peoplePerArm)) return undefined;
  const scale = scaleOf(node);
  const winner = findWinner(drawn, scale, settings.confidencePercent / 100);
  const arm = winner ?? (settings.otherwise === 'best' ? bestArm(drawn, scale) : undefined);
  if (arm === undefined) return { state: 'no_difference', arm: null, weights: weightsOf(node), counts };
  return { state: winner === undefined ? 'best' : 'winner', arm, weights: winnersWeights(node, settings, arm), counts };
}

/** All to the arm but the reserve: for the control, unless that is the arm itself, or for the others by their weights. */
function winnersWeights(
  node: ExperimentNode,
  { reservePercent, reserveFor }: Extract<ExperimentSettings, { mode: 'winner' }>,
  winner: string,
): ExperimentAllocation['weights'] {
  const toControl = reserveFor === 'control' && node.control !== undefined && node.control !== winner;
  const others = node.arms.filter(({ id }) => (toControl ? id === node.control : id !== winner));
  const all = others.reduce((sum, { weight }) => sum + weight, 0);
  const shareOf = (id: string, weight: number): number => {
    if (!others.some((other) => other.id === id)) return 0;
    return all > 0 ? (reservePercent * weight) / all : reservePercent / others.length;
  };
  return Object.fromEntries(
    node.arms.map(({ id, weight }) => [id, id === winner ? 100 - reservePercent : shareOf(id, weight)]),
  );
}

function balance(
  node: ExperimentNode,
  settings: Extract<ExperimentSettings, { mode: 'bandit' }>,
  inForce: ExperimentAllocation,
  counts: readonly ArmCount[],
): NewAllocation | undefined {
  if (counts.every(({ people }) => people === 0)) return undefined;
  const shares = banditShares(counts, scaleOf(node), {
    floorShare: settings.floorPercent / 100,
    control: node.control,
    controlShare: settings.controlPercent === undefined ? undefined : settings.controlPercent / 100,
  });
  const before = inForce.weights;
  const all = Object.values(before).reduce((sum, weight) => sum + weight, 0) || 1;
  const isSame = counts.every(({ arm }) => Math.abs((shares[arm] ?? 0) - (before[arm] ?? 0) / all) < leastChange);
  if (isSame && inForce.state === 'balancing') return undefined;
  const weights = Object.fromEntries(
    Object.entries(shares).map(([arm, share]) => [arm, Math.round(share * 1e5) / 1e3]),
  );
  return { state: 'balancing', arm: null, weights, counts };
}

function nobody(arm: string): ArmCount {
  return { arm, people: 0, conversions: 0, value: 0, valueSquares: 0 };
}
