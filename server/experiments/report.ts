import type { DrawnCount } from '#analytics/journeys/experiment/arm-counts.ts';
import type { ArmResult, ExperimentReport } from '#contracts/api/experiment.ts';
import { RequestError } from '#contracts/errors.ts';
import {
  type ArmCount,
  type ExperimentAllocation,
  type ExperimentNode,
  experimentBasis,
  weightsOf,
} from '#contracts/experiment.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { estimate, type Scale, uplift } from '#core/experiment/estimate.ts';
import { lookDue, scaleOf } from '#core/experiment/next-allocation.ts';
import { probabilityBest } from '#core/experiment/probability-best.ts';
import { newestRelease } from '../definitions/parts.ts';
import { addUp, drawnCounts, type ExperimentParts } from './decide.ts';
import { allocationHistory } from './history.ts';
import { type PublishedExperiment, publishedExperiment } from './published.ts';

const historyAtMost = 100;

export interface Standing {
  readonly experiment: PublishedExperiment;
  /** Undefined while it keeps the weights of the version. */
  readonly inForce: ExperimentAllocation | undefined;
  readonly currency: string;
}

/** Throws `not_found` for a step that is no published experiment. */
export async function standingOf(
  parts: Pick<ExperimentParts, 'sql' | 'store' | 'workspace'>,
  journey: string,
  node: string,
): Promise<Standing> {
  const release = await newestRelease(parts);
  const experiment = publishedExperiment(release, journey, node);
  if (experiment === undefined) {
    throw new RequestError('not_found', { message: `The journey "${journey}" has no published experiment "${node}".` });
  }
  const basis = experimentBasis(experiment.node);
  const inForce = release.allocations?.find(
    (one) => one.journey === journey && one.node === node && one.basis === basis,
  );
  return { experiment, inForce, currency: release.settings.currency };
}

/** What came of a published experiment. Throws `not_found`. */
export async function experimentReportOf(
  parts: ExperimentParts,
  journey: string,
  nodeId: string,
  now: Instant,
): Promise<ExperimentReport> {
  const { experiment, inForce, currency } = await standingOf(parts, journey, nodeId);
  const { node } = experiment;
  const round = inForce?.round ?? { release: 0, at: 0 };
  const [rows, history] = await Promise.all([
    drawnCounts(parts, experiment, round, now),
    allocationHistory(parts, journey, nodeId, historyAtMost),
  ]);
  const decidedWith = inForce && decidedRelease(inForce, history);
  const weights = inForce?.weights ?? weightsOf(node);
  const arms = resultsOf(
    node,
    rows.filter(({ release }) => decidedWith === undefined || release < decidedWith),
    weights,
  );
  const due = inForce && lookDue(node, inForce);
  return {
    ...{ journey, node: nodeId, mode: node.allocation?.mode ?? 'weights', state: inForce?.state ?? 'weights' },
    ...{ arm: inForce?.arm ?? null, since: inForce ? text(inForce.at) : null },
    countedSince: round.release === 0 ? null : text(round.at),
    nextLookAt: due === undefined ? null : text(due),
    missingPeople: missingPeople(node, inForce, arms),
    withinHours: node.measure?.withinHours ?? null,
    ...{ scale: scaleOf(node), currency, basis: experimentBasis(node), arms },
    later:
      decidedWith === undefined
        ? null
        : resultsOf(
            node,
            rows.filter(({ release }) => release >= decidedWith),
            weights,
          ),
    history: history.map(presentAllocation),
    measuredAt: text(now),
  };
}

/** The release from which on an arm was preferred for good; undefined while none is. */
function decidedRelease(
  { arm, round, sinceRelease }: ExperimentAllocation,
  history: readonly ExperimentAllocation[],
): number | undefined {
  if (arm === null) return undefined;
  const decisions = history.filter((one) => one.round.release === round.release && one.arm !== null);
  return Math.min(sinceRelease, ...decisions.map((one) => one.sinceRelease));
}

function resultsOf(
  node: ExperimentNode,
  rows: readonly DrawnCount[],
  weights: ExperimentAllocation['weights'],
): ArmResult[] {
  const scale: Scale = scaleOf(node);
  const added = addUp(rows);
  const counts = node.arms.map(
    ({ id: arm }): ArmCount =>
      added.find((count) => count.arm === arm) ?? { arm, people: 0, conversions: 0, value: 0, valueSquares: 0 },
  );
  const control = counts.find(({ arm }) => arm === node.control);
  // Of an arm without anybody everything is possible, which is no reason to call it the best.
  const known = counts.filter(({ people }) => people > 0);
  const best = new Map(probabilityBest(known, scale).map((share, index) => [known[index]?.arm, share]));
  const all = Object.values(weights).reduce((sum, weight) => sum + weight, 0) || 1;
  return counts.map((count, index) => {
    const { arm, people, conversions } = count;
    return {
      ...{ arm, name: node.arms[index]?.name ?? arm, isControl: arm === node.control, people, conversions },
      share: (weights[arm] ?? 0) / all,
      drawn: rows.reduce((sum, row) => sum + (row.arm === arm ? row.drawn : 0), 0),
      result: estimate(count, scale),
      uplift: control === undefined || control === count ? null : (uplift(count, control, scale) ?? null),
      probabilityBest: best.get(arm) ?? 0,
    };
  });
}

function missingPeople(
  node: ExperimentNode,
  inForce: ExperimentAllocation | undefined,
  arms: readonly ArmResult[],
): number {
  const { allocation } = node;
  if (allocation?.mode !== 'winner' || inForce?.state !== 'learning') return 0;
  const weights = weightsOf(node);
  const fewest = Math.min(...arms.filter(({ arm }) => (weights[arm] ?? 0) > 0).map(({ people }) => people));
  return Math.max(0, allocation.peoplePerArm - fewest);
}

function presentAllocation(one: ExperimentAllocation): ExperimentReport['history'][number] {
  const all = Object.values(one.weights).reduce((sum, weight) => sum + weight, 0) || 1;
  return {
    ...{ release: one.sinceRelease, at: text(one.at), state: one.state, arm: one.arm, by: one.by },
    shares: Object.entries(one.weights).map(([arm, weight]) => ({ arm, share: weight / all })),
    counts: one.counts.map(({ arm, people, conversions, value }) => ({ arm, people, conversions, value })),
  };
}

function text(instant: Instant): string {
  return new Date(instant).toISOString();
}
