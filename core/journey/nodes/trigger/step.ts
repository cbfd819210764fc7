import type { NodeStep } from '../../node-step.ts';

/** Whether she may enter was settled before the run began; from here she only goes on. */
export function stepTrigger(): NodeStep<'trigger'> {
  return { type: 'go', branch: 'next' };
}
