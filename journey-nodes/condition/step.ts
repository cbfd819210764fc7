import { journeyConditionHolds } from '#core/journey/condition.ts';
import type { NodeStep, Visit } from '#core/journey/node-step.ts';

/** Looked at when she arrives, on what is known by then; what started the run is already counted. */
export function stepCondition({ work, run, node }: Visit<'condition'>): NodeStep<'condition'> {
  const first = node.cases.find(({ condition }) => journeyConditionHolds(work, run, condition));
  return { type: 'go', branch: first?.id ?? 'no' };
}
