import { type ExperimentAllocation, type ExperimentNode, experimentBasis, weightsOf } from '#contracts/experiment.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { Release } from '#contracts/release.ts';

/**
 * The release with a round for each experiment of a version that is published into it: one that is set as in the version before goes
 * on, any other begins. Allocations of journeys that are gone are left out. `next` is numbered one above `before`.
 */
export function withRounds(before: Release, next: Release, journey: string, at: Instant): Release {
  const entry = next.journeys.find(({ id, entry: isEntry }) => id === journey && isEntry);
  const kept = (before.allocations ?? []).filter(({ journey: id }) => next.journeys.some((one) => one.id === id));
  const others = kept.filter((allocation) => allocation.journey !== journey);
  const own = (entry?.nodes ?? []).flatMap((node): ExperimentAllocation[] => {
    if (node.kind !== 'experiment') return [];
    const basis = experimentBasis(node);
    const going = kept.find((one) => one.journey === journey && one.node === node.id && one.basis === basis);
    if (going !== undefined) return [going];
    return node.allocation === undefined ? [] : [newRound(before.number + 1, journey, node, at)];
  });
  const { allocations: _, ...rest } = next;
  const allocations = [...others, ...own];
  return allocations.length === 0 ? rest : { ...rest, allocations };
}

/** Counting begins with the release, by the node's own weights. */
export function newRound(
  release: number,
  journey: string,
  node: ExperimentNode,
  at: Instant,
  by: string | null = null,
): ExperimentAllocation {
  return {
    ...{ journey, node: node.id, sinceRelease: release, at, round: { release, at }, basis: experimentBasis(node) },
    ...{ state: 'learning', arm: null, weights: weightsOf(node), by, counts: [] },
  };
}

/** The release with this allocation in place of the node's. */
export function withAllocation(release: Release, allocation: ExperimentAllocation): Release {
  const others = (release.allocations ?? []).filter(
    ({ journey, node }) => journey !== allocation.journey || node !== allocation.node,
  );
  return { ...release, allocations: [...others, allocation] };
}
