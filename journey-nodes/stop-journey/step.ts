import type { NodeStep, Visit } from '#core/journey/node-step.ts';

export function stepStopJourney({ work, node }: Visit<'stop_journey'>): NodeStep<'stop_journey'> {
  work.reactions.push({ type: 'stop', journey: node.journey });
  return { type: 'go', branch: 'next' };
}
