import type { NodeStep, Visit } from '#core/journey/node-step.ts';

export function stepCohort({ work, run, node }: Visit<'cohort'>): NodeStep<'cohort'> {
  const fraction = work.random('cohort', run.id, node.id, String(run.round ?? 0));
  return { type: 'go', branch: fraction * 100 < node.percent ? 'in' : 'out' };
}
