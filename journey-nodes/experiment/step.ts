import { allocationInForce } from '#core/experiment/allocation-in-force.ts';
import type { NodeStep, Visit } from '#core/journey/node-step.ts';

/**
 * Her arm is drawn once and kept in her document: weights that change later move nobody who has one. What is drawn depends
 * on journey, node, person and the weights of the release in force, so that it is the same whenever it is computed again. The fact of a
 * draw names the release that brought the weights, where they are not those of the version.
 */
export function stepExperiment({ work, run, node }: Visit<'experiment'>): NodeStep<'experiment'> {
  const key = `${run.journey} ${node.id}`;
  const held = work.state.experiments?.[key];
  if (held !== undefined && node.arms.some(({ id }) => id === held)) return { type: 'go', branch: held };
  const allocation = allocationInForce(work.release.allocations, run.journey, node);
  const weighted = allocation ? node.arms.map(({ id }) => ({ id, weight: allocation.weights[id] ?? 0 })) : node.arms;
  const arm = draw(weighted, work.random('experiment', run.journey, node.id, work.state.profile));
  work.state = { ...work.state, experiments: { ...work.state.experiments, [key]: arm } };
  return { type: 'go', branch: arm, ...(allocation && { detail: String(allocation.sinceRelease) }) };
}

function draw(arms: readonly { readonly id: string; readonly weight: number }[], fraction: number): string {
  let left = fraction * arms.reduce((sum, { weight }) => sum + weight, 0);
  for (const { id, weight } of arms) {
    left -= weight;
    if (left < 0) return id;
  }
  // Weights that are no whole numbers may add up to a hair less than their sum.
  return arms.findLast(({ weight }) => weight > 0)?.id ?? arms[0]?.id ?? '';
}
