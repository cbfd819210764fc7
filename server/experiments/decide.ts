import type { ClickHouseClient } from '@clickhouse/client';
import { type DrawnCount, experimentCounts } from '#analytics/journeys/experiment/arm-counts.ts';
import type { Store } from '#components/store/port/index.ts';
import {
  type ArmCount,
  type ExperimentAllocation,
  type ExperimentNode,
  experimentBasis,
} from '#contracts/experiment.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { Release } from '#contracts/release.ts';
import { hours } from '#core/duration.ts';
import { lookDue, nextAllocation } from '#core/experiment/next-allocation.ts';
import { withAllocation } from '#core/experiment/rounds.ts';
import { type DefinitionParts, newestRelease } from '../definitions/parts.ts';
import { noteAllocations } from './history.ts';
import { messageNodesByArm, type PublishedExperiment, publishedExperiment } from './published.ts';

export interface ExperimentParts extends DefinitionParts {
  readonly clickhouse: ClickHouseClient;
  readonly store: Pick<Store, 'releases' | 'facts'>;
}

/** Somebody, or another look, was quicker. */
class Superseded extends Error {
  override readonly name = 'Superseded';
}

/** Looks at every experiment for which it is time. Returns what is new. */
export async function decideExperiments(
  parts: ExperimentParts,
  now: Instant,
): Promise<readonly ExperimentAllocation[]> {
  await noteAllocations(parts);
  const decided: ExperimentAllocation[] = [];
  for (const allocation of dueAllocations(await newestRelease(parts), now)) {
    const next = await decideOne(parts, allocation, now);
    if (next !== undefined) decided.push(next);
  }
  return decided;
}

export function dueAllocations(release: Release, now: Instant): readonly ExperimentAllocation[] {
  return (release.allocations ?? []).filter((allocation) => {
    const experiment = experimentOf(release, allocation);
    const due = experiment && lookDue(experiment.node, allocation);
    return due !== undefined && due <= now;
  });
}

async function decideOne(
  parts: ExperimentParts,
  inForce: ExperimentAllocation,
  now: Instant,
): Promise<ExperimentAllocation | undefined> {
  const experiment = experimentOf(await newestRelease(parts), inForce);
  if (experiment === undefined) return undefined;
  const counts = addUp(await drawnCounts(parts, experiment, inForce.round, now));
  const next = nextAllocation(experiment.node, inForce, counts);
  return (
    next &&
    replaceAllocation(parts, inForce, (release) => ({ ...inForce, ...next, by: null, sinceRelease: release, at: now }))
  );
}

/**
 * What `make` makes for the coming release in place of `inForce`, with a control stimulus for every lane in the same transaction. Undefined
 * where another one has come into force meanwhile: two looks, or one that was cut off and is repeated, change it once.
 */
export async function replaceAllocation(
  parts: Pick<ExperimentParts, 'sql' | 'store' | 'workspace'>,
  { journey, node, basis, sinceRelease }: Pick<ExperimentAllocation, 'journey' | 'node' | 'sinceRelease' | 'basis'>,
  make: (release: number) => ExperimentAllocation,
): Promise<ExperimentAllocation | undefined> {
  try {
    const release = await parts.store.releases.publish(parts.workspace, (newest) => {
      const current = newest.allocations?.find((one) => one.journey === journey && one.node === node);
      const published = publishedExperiment(newest, journey, node);
      const isAsWas = published !== undefined && experimentBasis(published.node) === basis;
      if (!isAsWas || (current?.sinceRelease ?? 0) !== sinceRelease) throw new Superseded();
      return withAllocation(newest, make(newest.number + 1));
    });
    await noteAllocations(parts);
    return release.allocations?.find((one) => one.journey === journey && one.node === node);
  } catch (error) {
    if (error instanceof Superseded) return undefined;
    throw error;
  }
}

/** What came of each arm's people since counting began, by allocation, as far as the facts are in ClickHouse. */
export async function drawnCounts(
  parts: ExperimentParts,
  experiment: PublishedExperiment,
  round: ExperimentAllocation['round'],
  now: Instant,
): Promise<readonly DrawnCount[]> {
  const { definition, node } = experiment;
  return experimentCounts(parts.clickhouse, parts.workspace, {
    ...{ journey: definition.id, node: node.id, since: round.release, measure: node.measure },
    messageNodes: messageNodesByArm(experiment),
    drawnBy: countedUntil(await factsUntil(parts, now), node, round.at),
  });
}

/** Whoever was drawn until then has had her time to act by `until`. */
function countedUntil(until: Instant, { measure }: ExperimentNode, since: Instant): Instant {
  return Math.max(since, until - hours(measure?.withinHours ?? 0));
}

/** Until when all facts are known to the reports. */
async function factsUntil({ store }: ExperimentParts, now: Instant): Promise<Instant> {
  const progress = await store.facts.progress();
  return progress.reduce((oldest, { waitingSince }) => Math.min(oldest, waitingSince ?? now), now);
}

export function addUp(rows: readonly ArmCount[]): readonly ArmCount[] {
  return [...Map.groupBy(rows, ({ arm }) => arm)].map(([arm, of]) => {
    const sum = (figure: Exclude<keyof ArmCount, 'arm'>) => of.reduce((total, row) => total + row[figure], 0);
    return {
      ...{ arm, people: sum('people'), conversions: sum('conversions') },
      ...{ value: sum('value'), valueSquares: sum('valueSquares') },
    };
  });
}

function experimentOf(
  release: Release,
  { journey, node, basis }: ExperimentAllocation,
): PublishedExperiment | undefined {
  const experiment = publishedExperiment(release, journey, node);
  return experiment && experimentBasis(experiment.node) === basis ? experiment : undefined;
}
