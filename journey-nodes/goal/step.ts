import { reachGoal } from '#core/journey/goals.ts';
import type { NodeStep, Visit } from '#core/journey/node-step.ts';

export function stepGoal({ work, run, node }: Visit<'goal'>): NodeStep<'goal'> {
  const goals = reachGoal(work, run, node.id);
  return goals === run.goals ? { type: 'go', branch: 'next' } : { type: 'go', branch: 'next', keep: { goals } };
}
