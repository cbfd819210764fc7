import type { NodeStep, Visit } from '#core/journey/node-step.ts';

/** Counts for itself; when it is done it begins anew, so that a loop inside of another one runs each time. */
export function stepLoop({ run, node }: Visit<'loop'>): NodeStep<'loop'> {
  const passed = run.loops?.[node.id] ?? 0;
  if (passed < node.times) {
    const keep = { loops: { ...run.loops, [node.id]: passed + 1 }, round: (run.round ?? 0) + 1 };
    return { type: 'go', branch: 'again', keep };
  }
  return { type: 'go', branch: 'done', keep: { loops: { ...run.loops, [node.id]: 0 } } };
}
