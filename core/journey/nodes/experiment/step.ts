import type { NodeStep, Visit } from '../../node-step.ts';

/**
 * Her arm is drawn once and kept in her document: weights that change later move nobody who has one. What is drawn depends
 * on journey, node and person alone, so that it is the same in every version and whenever it is computed again.
 */
export function stepExperiment({ work, run, node }: Visit<'experiment'>): NodeStep<'experiment'> {
  const key = `${run.journey} ${node.id}`;
  const held = work.state.experiments?.[key];
  if (held !== undefined && node.arms.some(({ id }) => id === held)) return { type: 'go', branch: held };
  const arm = draw(node.arms, work.random('experiment', run.journey, node.id, work.state.profile));
  work.state = { ...work.state, experiments: { ...work.state.experiments, [key]: arm } };
  return { type: 'go', branch: arm };
}

function draw(arms: Visit<'experiment'>['node']['arms'], fraction: number): string {
  let left = fraction * arms.reduce((sum, { weight }) => sum + weight, 0);
  for (const { id, weight } of arms) {
    left -= weight;
    if (left < 0) return id;
  }
  return arms[0]?.id ?? '';
}
