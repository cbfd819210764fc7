import type { NodeStep, Visit } from '#core/journey/node-step.ts';

/** She enters it when this run stands still; whether she may is that journey's own rule. */
export function stepStartJourney({ work, run, node }: Visit<'start_journey'>): NodeStep<'start_journey'> {
  const properties = { ...run.variables, journey: run.journey, run: run.id };
  work.reactions.push({ type: 'start', journey: node.journey, properties, depth: (run.depth ?? 0) + 1 });
  return { type: 'go', branch: 'next' };
}
