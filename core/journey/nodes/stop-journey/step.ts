import type { NodeStep, Visit } from '../../node-step.ts';

export function stepStopJourney({ work, node }: Visit<'stop_journey'>): NodeStep<'stop_journey'> {
  work.reactions.push({ type: 'stop', journey: node.journey });
  return { type: 'go', branch: 'next' };
}
